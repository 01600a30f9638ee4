import Foundation
import TestSupport
import Testing

/// The tz database is replaced between two passes, as an update of the tzdata package does.
@Suite struct ZoneChangeTests {
    private static let tenOClock = "pattern: daily, timeOfDay: \"10:00\", timezone: Test/Moving"

    private func site(_ rule: String = tenOClock) throws -> Site {
        try Site.greeting(["a.yaml": Samples.recurring("a", rule)])
    }

    /// Makes the zone's clock show this many hours more than UTC, from now on and for ever.
    private func install(_ site: Site, hours: Int) throws {
        let folder = site.folder + "/zoneinfo/Test"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // As a package does it: by rename.
        let bytes = Data(TZifSample.fixed(hours: hours).bytes)
        try bytes.write(to: URL(fileURLWithPath: folder + "/Moving"), options: .atomic)
        let utc = Data(TZifSample.fixed(hours: 0).bytes)
        try utc.write(to: URL(fileURLWithPath: site.folder + "/zoneinfo/UTC"), options: .atomic)
    }

    @discardableResult
    private func run(_ site: Site, _ now: String, _ arguments: String...) throws -> JSON {
        let all = ["run", "--now", now, "--format", "json"] + arguments
        return try Site.read(site.start(all, environment: ["TZDIR": site.folder + "/zoneinfo"]).finish())
    }

    private func decisions(_ report: JSON) -> [String] {
        (report["occurrences"]?.items ?? []).map {
            "\($0["decision"]?.text ?? "") \($0["scheduledFor"]?.text ?? "")"
        }
    }

    @Test func `the next invocation uses the new rule, and what has run isn't run at its new instant`() throws {
        let site = try site()
        try install(site, hours: 1)
        try run(site, "2026-06-01T08:00:00Z")
        #expect(decisions(try run(site, "2026-06-01T09:00:00Z")) == ["run 2026-06-01T09:00:00Z"])
        try install(site, hours: 0)
        let rehearsal = try run(site, "2026-06-01T10:00:00Z", "--dry-run")
        let report = try run(site, "2026-06-01T10:00:00Z")
        #expect(decisions(report) == ["skip 2026-06-01T10:00:00Z"])
        #expect(decisions(rehearsal) == decisions(report))
        #expect(try site.everyoneGotIt(once: "a/20260601T090000Z.jsonl", of: 3))
        #expect(!FileManager.default.fileExists(atPath: site.stateFolder + "/outbox/a/20260601T100000Z.jsonl"))
        #expect(decisions(try run(site, "2026-06-02T10:00:00Z")) == ["run 2026-06-02T10:00:00Z"])
    }

    @Test func `passes between the change and the new instant don't forget it`() throws {
        let site = try site()
        try install(site, hours: 1)
        try run(site, "2026-06-01T08:00:00Z")
        try run(site, "2026-06-01T09:00:00Z")
        try install(site, hours: 0)
        for minute in ["09:01", "09:30", "09:59"] {
            #expect(decisions(try run(site, "2026-06-01T\(minute):00Z")) == [])
        }
        let upcoming = try Site.read(
            site.start(
                ["upcoming", "--count", "1", "--now", "2026-06-01T09:59:00Z", "--format", "json"],
                environment: ["TZDIR": site.folder + "/zoneinfo"]
            ).finish())
        #expect(upcoming.items.map { $0["runAt"]?.text } == ["2026-06-02T10:00:00Z"])
        #expect(decisions(try run(site, "2026-06-01T10:00:00Z")) == ["skip 2026-06-01T10:00:00Z"])
    }

    @Test func `what the new rule puts before the last pass is caught up at once`() throws {
        let site = try site()
        try install(site, hours: 0)
        try run(site, "2026-06-01T09:30:00Z")
        try install(site, hours: 1)
        #expect(decisions(try run(site, "2026-06-01T09:31:00Z")) == ["catch-up 2026-06-01T09:00:00Z"])
        #expect(decisions(try run(site, "2026-06-01T10:00:00Z")) == [])
        #expect(decisions(try run(site, "2026-06-02T09:00:00Z")) == ["run 2026-06-02T09:00:00Z"])
    }

    @Test func `a pass that looks at one campaign alone keeps the change from nobody`() throws {
        let site = try site()
        try site.write("b.yaml", Samples.recurring("b", Self.tenOClock))
        try install(site, hours: 1)
        try run(site, "2026-06-01T08:00:00Z")
        try run(site, "2026-06-01T09:00:00Z")
        try install(site, hours: 0)
        try run(site, "2026-06-01T09:30:00Z", "a")
        #expect(
            decisions(try run(site, "2026-06-01T10:00:00Z")) == [
                "skip 2026-06-01T10:00:00Z", "skip 2026-06-01T10:00:00Z",
            ])
    }

    @Test func `a copy that keeps size and time of the file is noticed`() throws {
        let site = try site()
        try install(site, hours: 1)
        let path = site.folder + "/zoneinfo/Test/Moving"
        let moment = Date(timeIntervalSince1970: 1_700_000_000)
        try FileManager.default.setAttributes([.modificationDate: moment], ofItemAtPath: path)
        try run(site, "2026-06-01T07:30:00Z")
        // In place, as cp does it: the same inode, the same size, the same time of change.
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.write(contentsOf: TZifSample.fixed(hours: 2).bytes)
        try handle.close()
        try FileManager.default.setAttributes([.modificationDate: moment], ofItemAtPath: path)
        #expect(decisions(try run(site, "2026-06-01T08:00:00Z")) == ["run 2026-06-01T08:00:00Z"])
    }

    @Test func `a backfill doesn't repeat what has run by earlier rules`() throws {
        let site = try site()
        try install(site, hours: 1)
        try run(site, "2026-06-01T08:00:00Z")
        try run(site, "2026-06-01T09:00:00Z")
        try install(site, hours: 0)
        try run(site, "2026-06-01T10:00:00Z")
        let result = try site.start(
            [
                "backfill", "a", "--from", "2026-06-01T00:00:00Z", "--until", "2026-06-01T10:00:00Z", "--now",
                "2026-06-01T10:01:00Z",
            ], environment: ["TZDIR": site.folder + "/zoneinfo"]
        ).finish()
        #expect(result.code == 0)
        #expect(!FileManager.default.fileExists(atPath: site.stateFolder + "/outbox/a/20260601T100000Z.jsonl"))
    }

    @Test func `a zone that is gone keeps nobody from looking at the others`() throws {
        let site = try site()
        try install(site, hours: 0)
        try site.write("b.yaml", Samples.recurring("b", "pattern: daily, timeOfDay: \"11:00\", timezone: UTC"))
        try run(site, "2026-06-01T08:00:00Z")
        try FileManager.default.removeItem(atPath: site.folder + "/zoneinfo/Test/Moving")
        for command in [["list"], ["upcoming"], ["upcoming", "--week"], ["stats", "24h"], ["show", "a"]] {
            let result = try site.start(
                command + ["--now", "2026-06-01T08:01:00Z"], environment: ["TZDIR": site.folder + "/zoneinfo"]
            ).finish()
            #expect(result.code == 0, "\(command): \(result.error)")
            #expect(command == ["show", "a"] || command[0] == "stats" || result.output.contains("b"))
        }
    }

    @Test func `a file that is written anew and says the same changes nothing`() throws {
        let site = try site()
        try install(site, hours: 1)
        try run(site, "2026-06-01T08:00:00Z")
        try install(site, hours: 1)
        #expect(decisions(try run(site, "2026-06-01T09:00:00Z")) == ["run 2026-06-01T09:00:00Z"])
        try install(site, hours: 1)
        #expect(decisions(try run(site, "2026-06-01T10:00:00Z")) == [])
        #expect(decisions(try run(site, "2026-06-02T09:00:00Z")) == ["run 2026-06-02T09:00:00Z"])
    }
}
