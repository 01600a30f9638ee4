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

    @Test func `what the new rule puts before the last pass runs at once`() throws {
        let site = try site()
        try install(site, hours: 0)
        try run(site, "2026-06-01T09:30:00Z")
        try install(site, hours: 1)
        #expect(decisions(try run(site, "2026-06-01T09:31:00Z")) == ["run 2026-06-01T09:30:01Z"])
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
