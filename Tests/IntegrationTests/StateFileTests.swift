import Foundation
import Glibc
import TestSupport
import Testing

/// A state file that can't be used ends a run before anything is sent: exit 74, a sentence, and the file as it was.
@Suite struct StateFileTests {
    private static let now = "2026-06-01T10:00:00Z"

    private func site() throws -> Site {
        let site = try Site.greeting(["good.yaml": Samples.once("good", at: Self.now)])
        try FileManager.default.createDirectory(atPath: site.stateFolder, withIntermediateDirectories: true)
        return site
    }

    private func expectRefused(_ site: Site, saying words: String) throws {
        let before = FileManager.default.contents(atPath: site.state)
        for arguments in [["run"], ["run", "--dry-run"], ["list"], ["history", "good"], ["run", "--format", "json"]] {
            let result = try site.start(arguments + ["--now", Self.now]).finish()
            #expect(result.code == 74, "\(arguments)")
            #expect(result.error.contains(words), "\(arguments): \(result.error)")
            #expect(result.error.split(separator: "\n").count == 1)
            #expect(result.output == "")
        }
        #expect(FileManager.default.contents(atPath: site.state) == before)
        #expect(try site.outbox().files.isEmpty)
    }

    @Test func `a file of garbage is refused and left as it is`() throws {
        let site = try site()
        try Data((0..<9_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).write(to: URL(fileURLWithPath: site.state))
        try expectRefused(site, saying: "is not a Campanile state file")
    }

    @Test func `a text file is refused and left as it is`() throws {
        let site = try site()
        try Data("dear diary\n".utf8).write(to: URL(fileURLWithPath: site.state))
        try expectRefused(site, saying: "is not a Campanile state file")
    }

    @Test func `another program's database is refused and left as it is`() throws {
        let site = try site()
        guard try SQLiteShell.run(site.state, "CREATE TABLE other (a); INSERT INTO other VALUES (1)") else {
            return print("left out: there is no sqlite3 to make a database with")
        }
        try expectRefused(site, saying: "is not a Campanile state file")
    }

    @Test func `a newer version's file is refused and left as it is`() throws {
        let site = try site()
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        guard try SQLiteShell.run(site.state, "INSERT INTO grdb_migrations VALUES ('2099 something new')") else {
            return print("left out: there is no sqlite3 to change a database with")
        }
        try expectRefused(site, saying: "newer version")
    }

    @Test func `a folder in the state file's place is refused`() throws {
        let site = try site()
        try FileManager.default.createDirectory(atPath: site.state, withIntermediateDirectories: true)
        try expectRefused(site, saying: site.state)
    }

    @Test func `a path below a regular file is refused`() throws {
        let site = try site()
        let path = site.tree + "/good.yaml/campanile.db"
        let child = try ChildProcess(
            Binary.path, ["run", "--now", Self.now, "--config", site.tree, "--state", path], environment: [:])
        let result = child.finish()
        #expect(result.code == 74)
        #expect(result.error.contains(path))
    }

    @Test func `a folder that may not be written is refused`() throws {
        let site = try site()
        #expect(chmod(site.stateFolder, 0o500) == 0)
        defer { chmod(site.stateFolder, 0o700) }
        let result = try site.runAsOrdinaryUser("run", "--now", Self.now)
        #expect(result.code == 74)
        #expect(result.error.contains(site.state))
    }

    /// A run killed right after its start leaves this.
    @Test func `an empty state file is one in which nothing has run yet`() throws {
        let site = try site()
        try Data().write(to: URL(fileURLWithPath: site.state))
        for arguments in [
            ["list"], ["show", "good"], ["history", "good"], ["stats", "1h"], ["validate"],
            ["upcoming"], ["run", "--dry-run"], ["run"],
        ] {
            let result = try site.start(arguments + ["--now", Self.now]).finish()
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        #expect(try site.everyoneGotIt(once: "good/20260601T100000Z.jsonl", of: 3))
    }

    @Test func `a database without tables is a state file in which nothing has run yet`() throws {
        let site = try site()
        guard try SQLiteShell.run(site.state, "PRAGMA journal_mode = wal; CREATE TABLE a (b); DROP TABLE a; VACUUM")
        else {
            return print("left out: there is no sqlite3 to make a database with")
        }
        for arguments in [
            ["list"], ["history", "good"], ["stats", "1h"], ["validate"], ["run", "--dry-run"], ["run"],
        ] {
            let result = try site.start(arguments + ["--now", Self.now]).finish()
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
    }

    @Test func `commands that only look work without a state file`() throws {
        let site = try site()
        for arguments in [
            ["list"], ["show", "good"], ["history", "good"], ["stats", "1y"], ["validate"], ["upcoming"],
            ["render", "good"],
        ] {
            let result = try site.start(arguments + ["--now", Self.now]).finish()
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.stateFolder).isEmpty)
    }
}
