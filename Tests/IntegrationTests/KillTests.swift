import Foundation
import Glibc
import TestSupport
import Testing

/// Whatever is killed when: everyone gets it exactly once.
@Suite struct KillTests {
    private static let now = "2026-12-25T10:00:00Z"
    private static let file = "big/20261225T100000Z.jsonl"
    private static let people = 5_000
    private static let kills = Torture.kills(short: 50)

    private func siteWithOneDue(people: Int = Self.people) throws -> Site {
        try Site.greeting(["big.yaml": Samples.once("big", at: Self.now)], contacts: people)
    }

    @Test func `after dozens of kills at random moments everyone has the message exactly once`() throws {
        let seed = Torture.seed
        var chance = Torture.generator("outbox")
        let site = try siteWithOneDue()
        var whole = try timeOfOneRun(site)

        var hit = 0
        var sequences = 0
        while hit < Self.kills {
            try? FileManager.default.removeItem(atPath: site.stateFolder)
            sequences += 1
            hit += try killUntilFinished(site, upTo: Self.kills - hit, within: &whole, &chance)
            try checkOutcome(site, seed: seed)
        }
        print("\(hit) kills hit a living run, in \(sequences) fresh states; a run takes \(whole / 1000) ms")
    }

    /// How long a run takes that nobody disturbs, in microseconds.
    private func timeOfOneRun(_ site: Site) throws -> Int {
        let clock = ContinuousClock()
        var code: Int32?
        let time = try clock.measure { code = try site.run("run", "--now", Self.now).code }
        #expect(code == 0)
        return Int(time / .microseconds(1))
    }

    /// Starts runs and kills them until one reaches its end, or so many were killed; then lets one finish.
    /// - Parameter whole: how long an undisturbed run takes, in microseconds.
    private func killUntilFinished(
        _ site: Site, upTo most: Int, within whole: inout Int, _ chance: inout SeededGenerator
    ) throws -> Int {
        let clock = ContinuousClock()
        var hit = 0
        while hit < most {
            // Every tenth right after its start, where the state file is being made.
            let isEarly = Int.random(in: 0..<10, using: &chance) == 0
            let moment = Int.random(in: 0...(isEarly ? whole / 20 : whole), using: &chance)
            let start = clock.now
            let child = try site.start(["run", "--now", Self.now])
            if child.hasEnded(within: moment) {
                // The machine is less busy than it was: spread the moments over what a run takes by now.
                if hit == 0 { whole = Int((clock.now - start) / .microseconds(1)) }
                break
            }
            child.send(SIGKILL)
            let result = child.finish()
            guard result.signal == SIGKILL else { break }
            hit += 1
        }
        let last = try site.run("run", "--now", Self.now)
        #expect(last.code == 0, "\(last.error)")
        return hit
    }

    private func checkOutcome(_ site: Site, seed: UInt64) throws {
        let isExact = try site.everyoneGotIt(once: Self.file, of: Self.people)
        #expect(isExact, "seed \(seed)")
        #expect(try site.outbox().files.count == 1)
        let history = try site.json("history", "big", "--now", Self.now)
        #expect(history["executions"]?.items.count == 1)
        let execution = history["executions"]?[0]
        #expect(execution?["status"] == "success")
        #expect(execution?["messagesSent"] == .number(Double(Self.people)))
        #expect(execution?["deliveries"]?["sent"] == .number(Double(Self.people)))
        #expect(execution?["deliveries"]?.addsUp == true)
        #expect(execution?["deliveries"]?["pending"] == 0)
    }

    @Test func `a torn last line is removed and its message written again`() throws {
        let site = try siteWithOneDue()
        guard try leaveHalfDone(site) else { return }
        // What a kill in the middle of a write leaves, on file systems that write in parts.
        let path = "\(site.stateFolder)/outbox/\(Self.file)"
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"idempotencyKey\":\"00\",\"campai".utf8))
        try handle.close()
        #expect(try site.run("run", "--now", Self.now).code == 0)
        #expect(try site.everyoneGotIt(once: Self.file, of: Self.people))
    }

    @Test func `between a kill and the next run the counts add up and nobody is lost from sight`() throws {
        let site = try siteWithOneDue()
        guard try leaveHalfDone(site) else { return }
        let execution = try site.json("history", "big", "--now", Self.now)["executions"]?[0]
        #expect(execution?["status"] == "running")
        #expect(execution?["deliveries"]?["audience"] == .number(Double(Self.people)))
        #expect(execution?["deliveries"]?.addsUp == true)
        let rehearsed = try site.json("run", "--dry-run", "--now", Self.now)["occurrences"]?[0]
        let performed = try site.json("run", "--now", Self.now)["occurrences"]?[0]
        #expect(rehearsed?["decision"] == "continue")
        #expect(performed?["decision"] == "continue")
        #expect(rehearsed?["reason"] == performed?["reason"])
    }

    @Test func `what had arrived before a kill counts as sent where the campaign is deleted then`() throws {
        for _ in 0..<5 {
            let site = try siteWithOneDue()
            guard try leaveHalfDone(site) else { return }
            try site.remove("big.yaml")
            #expect(try site.run("run", "--now", Self.now).code == 0)
            let execution = try site.json("history", "big", "--now", Self.now)["executions"]?[0]
            #expect(execution?["status"] == "cancelled")
            #expect(execution?["deliveries"]?.addsUp == true)
            #expect(execution?["deliveries"]?["pending"] == 0)
            let outbox = try site.outbox()
            #expect(outbox.torn.isEmpty)
            #expect(execution?["deliveries"]?["sent"] == .number(Double(outbox.lines)))
            #expect(execution?["messagesSent"] == .number(Double(outbox.lines)))
        }
    }

    @Test func `SIGTERM ends a run with exit 0, and the next one goes on exactly`() throws {
        let site = try siteWithOneDue(people: 20_000)
        for _ in 0..<10 {
            let child = try site.start(["run", "--now", Self.now])
            while !child.hasEnded(within: 500), !hasContent("\(site.stateFolder)/outbox/\(Self.file)") {}
            child.send(SIGTERM)
            let result = child.finish()
            #expect(result.code == 0, "\(result.error)")
            if try isRunning(site) { break }
            try FileManager.default.removeItem(atPath: site.stateFolder)
        }
        let after = try site.json("history", "big", "--now", Self.now)["executions"]?[0]
        #expect(after?["status"] == "running")
        #expect(after?["deliveries"]?.addsUp == true)
        #expect(after?["deliveries"]?["sent"] == .number(Double(try site.outbox().lines)))
        #expect(try site.run("run", "--now", Self.now).code == 0)
        #expect(try site.everyoneGotIt(once: Self.file, of: 20_000))
    }

    /// Kills a run once the first messages are out; false where it was through before that twenty times, an issue.
    private func leaveHalfDone(_ site: Site) throws -> Bool {
        for _ in 0..<20 {
            let path = "\(site.stateFolder)/outbox/\(Self.file)"
            let child = try site.start(["run", "--now", Self.now])
            while !child.hasEnded(within: 500), !hasContent(path) {}
            child.send(SIGKILL)
            if child.finish().signal == SIGKILL, try isRunning(site) { return true }
            try FileManager.default.removeItem(atPath: site.stateFolder)
        }
        Issue.record("no kill caught a run half done")
        return false
    }

    private func isRunning(_ site: Site) throws -> Bool {
        try site.json("history", "big", "--now", Self.now)["executions"]?[0]?["status"] == "running"
    }

    private func hasContent(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }
}

extension JSON {
    /// A history's `deliveries`: sent + failed + … + pending = audience.
    var addsUp: Bool {
        guard case .object(let counts) = self, let audience = counts["audience"]?.number else { return false }
        return counts.filter { $0.key != "audience" }.values.reduce(0) { $0 + ($1.number ?? .nan) } == audience
    }
}
