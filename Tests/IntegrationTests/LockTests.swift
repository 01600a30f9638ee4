import Foundation
import Glibc
import Testing

/// One run at a time works on a state file.
@Suite struct LockTests {
    private static let now = "2026-12-25T10:00:00Z"

    @Test func `of two runs started together one works and the other exits 75 with a sentence`() throws {
        let site = try Site.greeting(["big.yaml": Samples.once("big", at: Self.now)], contacts: 5_000)
        var together = 0
        for round in 1...60 where together < 20 {
            try? FileManager.default.removeItem(atPath: site.stateFolder)
            let first = try site.start(["run", "--now", Self.now])
            let second = try site.start(["run", "--now", Self.now])
            let results = [first.finish(), second.finish()]
            #expect(try site.everyoneGotIt(once: "big/20261225T100000Z.jsonl", of: 5_000))
            let codes = results.compactMap(\.code).sorted()
            // On a busy machine one may be through before the other gets its turn.
            if codes == [0, 0] { continue }
            together += 1
            #expect(codes == [0, 75], "round \(round): \(results.map(\.error))")
            let loser = results.first { $0.code == 75 }
            #expect(loser?.error.contains("another run holds the state file") == true)
            #expect(loser?.output == "")
        }
        #expect(together == 20)
    }

    @Test func `commands that only look work while a run holds the state file`() throws {
        let site = try Site.greeting(["big.yaml": Samples.once("big", at: Self.now)], contacts: 20_000)
        let lock = try HeldLock(site)
        for arguments in [
            ["validate"], ["upcoming"], ["list"], ["show", "big"], ["stats", "24h"], ["render", "big"],
            ["history", "big"], ["why", "big", "u1"], ["run", "--dry-run"],
        ] {
            let result = try site.start(arguments + ["--now", Self.now]).finish()
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        #expect(try site.run("run", "--now", Self.now).code == 75)
        #expect(try site.run("test", "big", "--user", "u1", "--now", Self.now).code == 75)
        lock.release()
        let child = try site.start(["run", "--now", Self.now])
        var looks = 0
        while !child.hasEnded(within: 1) {
            let result = try site.run("history", "big", "--now", Self.now)
            #expect(result.code == 0, "\(result.error)")
            looks += 1
        }
        #expect(child.finish().code == 0)
        #expect(looks > 0)
    }

    /// Holds the lock as a run would, for as long as wanted.
    private final class HeldLock {
        private let descriptor: Int32

        init(_ site: Site) throws {
            try FileManager.default.createDirectory(atPath: site.stateFolder, withIntermediateDirectories: true)
            descriptor = open(site.state + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
            try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        }

        func release() { close(descriptor) }
    }
}
