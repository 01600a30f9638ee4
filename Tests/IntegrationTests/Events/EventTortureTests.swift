import Foundation
import Glibc
import TestSupport
import Testing

/// Ten thousand events in a hundred files, with duplicates and lines that are none, and SIGKILLs in between: each event's
/// message is in the outbox exactly once, and each bad line is set aside exactly once.
@Suite struct EventTortureTests {
    private static let events = 10_000
    private static let files = 100
    private static let bad = 150
    private static let duplicates = 1_500
    private static let begin = "2026-06-01T09:00:00Z"
    private static let now = "2026-06-01T10:00:00Z"
    private static let kills = Torture.kills(short: 20)

    /// The files' lines, and how many of each file's are no events.
    private func lines(_ chance: inout SeededGenerator) -> (files: [[String]], bad: [Int]) {
        var files = [[String]](repeating: [], count: Self.files)
        for number in 1...Self.events {
            let line = Site.event("e\(number)", user: "u\(number)", at: "2026-06-01T09:\(10 + number % 40):00Z")
            files[number % Self.files].append(line)
        }
        for _ in 0..<Self.duplicates {
            let line = chance.pick(chance.pick(files))
            files[chance.number(0...Self.files - 1)].append(line)
        }
        var bad = [Int](repeating: 0, count: Self.files)
        let kinds = ["{\"id\":\"x\"", "junk", "{\"id\":\"x\",\"event\":\"user_registered\"}", "[]", "{\"id\":7}"]
        for _ in 0..<Self.bad {
            let file = chance.number(0...Self.files - 1)
            bad[file] += 1
            files[file].insert(chance.pick(kinds), at: chance.number(0...files[file].count))
        }
        return (files, bad)
    }

    @Test func `whatever is killed when, each event is delivered once and each bad line set aside once`() throws {
        let seed = Torture.seed
        var chance = Torture.generator("events")
        let site = try Site.welcoming(delay: "{ value: 0, unit: minutes }", contacts: Self.events)
        #expect(try site.run("run", "--now", Self.begin).code == 0)
        let (files, bad) = lines(&chance)
        var dropped = 0
        func drop(_ count: Int) throws {
            for _ in 0..<count where dropped < files.count {
                try site.drop(files[dropped], as: "\(dropped).jsonl")
                dropped += 1
            }
        }

        var hits = 0
        var whole = 600_000
        let clock = ContinuousClock()
        // What is dropped while a pass is at work, or while none is, is all the same.
        while hits < Self.kills {
            try drop(max(1, Self.files / Self.kills))
            let begun = clock.now
            let child = try site.start(["run", "--now", Self.now])
            try drop(1)
            if child.hasEnded(within: chance.number(0...whole)) {
                whole = max(20_000, Int((clock.now - begun) / .microseconds(1)))
                #expect(child.finish().code == 0, "seed \(seed)")
                // A pass with nothing to do is over too soon to be hit: what was taken is dropped in once more.
                if dropped == files.count { try site.drop(chance.pick(files), as: "again.jsonl") }
                continue
            }
            child.send(SIGKILL)
            if child.finish().signal == SIGKILL { hits += 1 }
        }
        try drop(files.count)
        let last = try site.run("run", "--now", Self.now)
        #expect(last.code == 0, "seed \(seed): \(last.error)")

        #expect(site.spooled().isEmpty, "seed \(seed)")
        let delivered = try site.delivered("welcome")
        #expect(delivered.count == Self.events && delivered.values.allSatisfy { $0 == 1 }, "seed \(seed)")
        #expect(try site.outbox().torn.isEmpty, "seed \(seed)")
        let sent = try site.json("history", "welcome", "--now", Self.now, "--limit", "1000")["executions"]?.items
            .reduce(0) { $0 + ($1["deliveries"]?["sent"]?.number ?? 0) }
        #expect(sent == Double(Self.events), "seed \(seed)")

        let records = try site.rejected()
        for (number, count) in bad.enumerated() {
            let lines = (records["\(number).jsonl"] ?? []).compactMap { $0["line"]?.number }
            #expect(lines.count == count && Set(lines).count == count, "seed \(seed): file \(number)")
        }
        print("\(hits) kills hit a living pass")
    }
}
