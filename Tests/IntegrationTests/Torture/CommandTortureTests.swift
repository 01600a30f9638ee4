import Foundation
import Testing

@Suite struct CommandTortureTests {
    private static let people = 250
    private static let concurrency = 6

    private static let program = """
        #!/usr/bin/env python3
        import json, sys, time
        log = open("got", "a", buffering=1)
        while line := sys.stdin.readline():
            log.write(line)
            time.sleep(0.002)
            print(json.dumps({"idempotencyKey": json.loads(line)["idempotencyKey"], "status": "sent"}), flush=True)
        """

    @Test func `whatever is killed when, nobody is left out, and at most those in flight get it again, with one key`()
        throws
    {
        var torture = KilledRuns(usually: 6, of: "a program")
        let seed = Torture.seed
        let site = try Site.handing(
            Self.people, to: Self.program, channel: ", concurrency: \(Self.concurrency)",
            extra: "deliverySettings: { retry: { attempts: 10, backoff: 1s } }")
        var minute = 0
        try torture.perform(
            on: site,
            arguments: {
                // What is tried again must be due.
                minute += 1
                return ["run", "--now", Moment.text(1_798_192_800 + minute * 60)]
            },
            renew: {
                minute = 0
                try? FileManager.default.removeItem(atPath: site.stateFolder)
                try? FileManager.default.removeItem(atPath: site.tree + "/got")
            },
            check: { hits, isOver in
                guard let counts = try? site.counts(), let audience = counts["audience"] else { return }
                #expect(audience == Self.people)
                #expect(counts["failed"] == nil && counts["uncertain"] == nil, "seed \(seed): \(counts)")
                guard isOver else { return }
                #expect(counts["sent"] == Self.people, "seed \(seed): \(counts)")
                let keys = try site.keys("got")
                #expect(keys.count == Self.people, "seed \(seed)")
                #expect(keys.values.allSatisfy { Set($0).count == 1 }, "seed \(seed)")
                let again = keys.values.reduce(0) { $0 + $1.count } - Self.people
                #expect(again <= hits * Self.concurrency, "seed \(seed): \(again) again after \(hits) kills")
            })
    }
}
