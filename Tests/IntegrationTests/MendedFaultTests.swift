import Foundation
import Testing

/// What could not be done at one pass, for a reason outside the campaign, is done when the reason is gone.
@Suite struct MendedFaultTests {
    private static let berlin = "pattern: daily, timeOfDay: \"10:00\", timezone: Europe/Berlin"
    private static let nine = "pattern: daily, timeOfDay: \"09:00\", timezone: UTC"

    /// A tz database of the site's own.
    private func zones(_ site: Site, _ names: String...) throws -> [String: String] {
        let folder = site.folder + "/zoneinfo"
        for name in names { try installZone(site, name, as: name) }
        return ["TZDIR": folder]
    }

    private func installZone(_ site: Site, _ source: String, as name: String) throws {
        let path = site.folder + "/zoneinfo/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: path)
        let bytes = try #require(FileManager.default.contents(atPath: "/usr/share/zoneinfo/" + source))
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    @Test func `an occurrence that came due while its zone's data was missing runs when it is back`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.berlin)])
        let zones = try zones(site, "Europe/Berlin", "UTC")
        try site.run("run", "--now", "2026-01-05T08:00:00Z", environment: zones)
        try FileManager.default.removeItem(atPath: site.folder + "/zoneinfo/Europe/Berlin")
        for minute in 0...2 {
            let result = try site.run("run", "--now", "2026-01-05T09:0\(minute):00Z", environment: zones)
            #expect(result.code == 2)
            #expect(result.error.contains("INVALID_TIMEZONE"))
        }
        try installZone(site, "Europe/Berlin", as: "Europe/Berlin")
        #expect(try site.run("run", "--now", "2026-01-05T09:03:00Z", environment: zones).code == 0)
        #expect(try site.everyoneGotIt(once: "a/20260105T090000Z.jsonl", of: 3))
    }

    @Test func `a campaign that was held back for its zone is accepted when the zone is there`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.nine)])
        let zones = try zones(site, "UTC")
        try site.run("run", "--now", "2026-01-05T08:00:00Z", environment: zones)
        try site.write("b.yaml", Samples.recurring("b", Self.berlin))
        try site.write("templates/hello-b.mustache", "Hello {{firstName}}!\n")
        #expect(try site.run("run", "--now", "2026-01-05T08:01:00Z", environment: zones).code == 2)
        try installZone(site, "Europe/Berlin", as: "Europe/Berlin")
        let result = try site.run("run", "--now", "2026-01-05T08:02:00Z", environment: zones)
        #expect(result.code == 0)
        #expect(result.output.contains("create"))
    }

    @Test func `a pass over one campaign hides no zone's change from the others`() throws {
        let site = try Site.greeting([
            "a.yaml": Samples.recurring("a", Self.berlin), "k.yaml": Samples.recurring("k", Self.nine),
        ])
        let zones = try zones(site, "Europe/Berlin", "UTC")
        try site.run("run", "--now", "2026-01-05T05:00:00Z", environment: zones)
        // Berlin takes Moscow's time: ten o'clock there comes two hours earlier.
        try installZone(site, "Europe/Moscow", as: "Europe/Berlin")
        try site.run("run", "k", "--now", "2026-01-05T06:00:00Z", environment: zones)
        try site.run("run", "--now", "2026-01-05T07:00:00Z", environment: zones)
        #expect(try site.everyoneGotIt(once: "a/20260105T070000Z.jsonl", of: 3))
    }

    @Test func `a run that could not begin is none of those that maxOccurrences counts`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.nine + ", maxOccurrences: 1")])
        try site.run("run", "--now", "2026-01-05T08:00:00Z")
        try site.rename("contacts.csv", to: "away.csv")
        #expect(try site.run("run", "--now", "2026-01-05T09:00:00Z").code == 1)
        try site.rename("away.csv", to: "contacts.csv")
        try site.run("run", "--now", "2026-01-05T09:01:00Z")
        #expect(try site.run("run", "--now", "2026-01-06T09:00:00Z").code == 0)
        #expect(try site.everyoneGotIt(once: "a/20260106T090000Z.jsonl", of: 3))
        try site.run("run", "--now", "2026-01-07T09:00:00Z")
        #expect(try site.outbox().lines == 3)
    }

    @Test func `a file that moves and breaks in one edit deletes nothing`() throws {
        let site = try Site.greeting([
            "a.yaml": Samples.recurring("a", Self.nine), "b.yaml": Samples.recurring("b", Self.nine),
        ])
        try site.run("run", "--now", "2026-01-05T08:00:00Z")
        try site.remove("a.yaml")
        try site.write("moved/a.yaml", "campaignId: [")
        let broken = try site.json("run", "--now", "2026-01-05T09:00:00Z")
        #expect(broken["changes"]?.items.isEmpty == true)
        #expect(try site.everyoneGotIt(once: "a/20260105T090000Z.jsonl", of: 3), "as last accepted")
        // Mended it is the same campaign; gone for good it is deleted.
        try site.write("moved/a.yaml", Samples.recurring("a", Self.nine))
        #expect(try site.json("run", "--now", "2026-01-05T10:00:00Z")["changes"]?.items.isEmpty == true)
        try site.remove("moved/a.yaml")
        let gone = try site.json("run", "--now", "2026-01-05T11:00:00Z")
        #expect(gone["changes"]?.items.first?["action"] == "delete")
    }

    @Test func `who is asleep takes nobody's place under an hourly limit`() throws {
        let site = try Site.greeting([
            "a.yaml": Samples.recurring(
                "a", Self.nine,
                extra: """
                    deliverySettings:
                      rateLimiting: { messagesPerHour: 60 }
                      quietHours: { start: "17:00", end: "23:00", timezone: recipient }

                    """)
        ])
        // At 09:00Z it is 18:00 in Tokyo.
        let asleep = (1...60).map { "t\($0),Tokyo \($0),Asia/Tokyo" }
        let awake = (1...3).map { "u\($0),Utc \($0),UTC" }
        try site.write(
            "contacts.csv", (["userId,firstName,timezone"] + asleep + awake).joined(separator: "\n") + "\n")
        try site.run("run", "--now", "2026-01-05T08:00:00Z")
        for minute in 0...2 { try site.run("run", "--now", "2026-01-05T09:0\(minute):00Z") }
        #expect(try site.outbox().recipients(of: "a/20260105T090000Z.jsonl") == ["u1": 1, "u2": 1, "u3": 1])
    }

    @Test func `a ramp without a rate stays at its last step`() throws {
        let site = try Site.greeting(
            [
                "a.yaml": Samples.recurring(
                    "a", Self.nine, extra: "deliverySettings: { rateLimiting: { rampUp: [60, 600] } }\n")
            ], contacts: 100)
        try site.run("run", "--now", "2026-01-05T08:00:00Z")
        try site.run("run", "--now", "2026-01-05T09:00:00Z")
        #expect(try site.outbox().lines == 1)
    }
}
