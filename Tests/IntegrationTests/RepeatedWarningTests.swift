import TestSupport
import Testing

/// A timer starts a pass each minute: what was said once of a file is not said again until it changes.
@Suite struct RepeatedWarningTests {
    private static let night = "pattern: daily, timeOfDay: \"02:30\", timezone: Europe/Berlin"

    private func warnings(_ result: ChildProcess.Result) -> [String] {
        result.error.split(separator: "\n").filter { $0.contains(": warning INVALID_SCHEDULE") }.map {
            String($0.prefix { $0 != ":" })
        }
    }

    private func pass(_ site: Site, minute: Int) throws -> ChildProcess.Result {
        try site.run("run", "--now", "2026-06-01T08:\(minute < 10 ? "0" : "")\(minute):00Z")
    }

    @Test func `a pass says a warning when it reads the file, and later ones are silent`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.night)])
        #expect(warnings(try pass(site, minute: 0)) == ["a.yaml"])
        #expect(warnings(try pass(site, minute: 1)) == [])
        try site.write("b.yaml", Samples.recurring("b", Self.night.replacing("02:30", with: "02:45")))
        #expect(warnings(try pass(site, minute: 2)) == ["b.yaml"])
        // An error is repeated for as long as it is there; it doesn't bring the warnings back.
        try site.write("c.yaml", "campaignId: c\n")
        let faulty = try pass(site, minute: 3)
        #expect(faulty.code == 2)
        let again = try pass(site, minute: 4)
        #expect(again.code == 2 && again.error.contains("c.yaml") && warnings(again) == [])
    }

    @Test func `whoever asks for all of them gets all of them`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.night)])
        for minute in 0..<2 { _ = try pass(site, minute: minute) }
        let json = try site.json("run", "--now", "2026-06-01T08:02:00Z")
        let found = json["diagnostics"]?.items.filter { $0["code"]?.text == "INVALID_SCHEDULE" }
        #expect(found?.map { $0["file"]?.text } == ["a.yaml"])
        let rehearsal = try site.run("run", "--dry-run", "--now", "2026-06-01T08:03:00Z")
        #expect(warnings(rehearsal) == ["a.yaml"])
        #expect(warnings(try site.run("validate", "--now", "2026-06-01T08:03:00Z")).isEmpty)
        #expect(try site.run("validate", "--now", "2026-06-01T08:03:00Z").output.contains("a.yaml:"))
    }
}
