import Foundation
import TestSupport
import Testing

/// What the reference shows as a request is a campaign file as it stands.
@Suite struct ReferenceCampaignTests {
    private func site(_ bodies: [String: String]) throws -> Site {
        let site = try Site()
        for (name, body) in bodies { try site.write(name, body) }
        for template in ["tmpl789", "tmpl101", "tmpl102", "tmpl103", "tmpl-welcome"] {
            try site.write("templates/\(template).mustache", "Hello from \(template)\n")
        }
        try site.write("_defaults.yaml", Samples.defaults)
        try site.write("segments/seg456.yaml", "{ type: csv, path: contacts.csv, id: userId }\n")
        try site.writeContacts(3)
        return site
    }

    private func upcoming(_ site: Site, now: String, until: String) throws -> [String] {
        try site.json("upcoming", "--now", now, "--until", until).items.compactMap { $0["runAt"]?.text }
    }

    @Test(arguments: [
        ReferenceBodies.oneTime, ReferenceBodies.recurring, ReferenceBodies.triggered,
    ])
    func `every create request of the reference is valid as it stands`(body: String) throws {
        let site = try site(["campaign.json": body])
        let result = try site.run("validate", "--now", "2024-12-20T00:00:00Z")
        #expect(result.code == 0, "\(result.output)\(result.error)")
        // YAML contains JSON.
        try site.rename("campaign.json", to: "campaign.yaml")
        #expect(try site.run("validate", "--now", "2024-12-20T00:00:00Z").code == 0)
    }

    @Test func `the one-time campaign comes up at its instant and at no other`() throws {
        let site = try site(["campaign.json": ReferenceBodies.oneTime])
        let rows = try site.json("upcoming", "--now", "2024-12-20T00:00:00Z", "--until", "365d")
        #expect(rows.items.count == 1)
        #expect(
            rows[0]
                == .object([
                    "campaignId": "camp456", "runAt": "2024-12-25T10:00:00Z", "local": "2024-12-25T10:00:00+00:00",
                    "timezone": "UTC",
                ]))
        #expect(try upcoming(site, now: "2024-12-25T10:00:01Z", until: "365d").isEmpty)
    }

    @Test func `the daily campaign comes up at 09 UTC up to and with the day of its endDate`() throws {
        let site = try site(["campaign.json": ReferenceBodies.recurring])
        #expect(
            try upcoming(site, now: "2024-12-28T00:00:00Z", until: "2026-01-01T00:00:00Z") == [
                "2024-12-28T09:00:00Z", "2024-12-29T09:00:00Z", "2024-12-30T09:00:00Z", "2024-12-31T09:00:00Z",
            ])
        #expect(try upcoming(site, now: "2024-12-31T09:00:01Z", until: "2026-01-01T00:00:00Z").isEmpty)
    }

    @Test func `an endDate on the very second of an occurrence includes it`() throws {
        let body = ReferenceBodies.recurring.replacing("2024-12-31T23:59:59Z", with: "2024-12-31T09:00:00Z")
        let site = try site(["campaign.json": body])
        #expect(try upcoming(site, now: "2024-12-31T00:00:00Z", until: "30d") == ["2024-12-31T09:00:00Z"])
    }

    @Test func `the trigger-based campaign has no occurrence of its own`() throws {
        let site = try site(["campaign.json": ReferenceBodies.triggered])
        #expect(try upcoming(site, now: "2024-12-20T00:00:00Z", until: "365d").isEmpty)
    }

    @Test func `all three side by side run what is due and nothing else`() throws {
        let site = try site([
            "a.json": ReferenceBodies.oneTime, "b.json": ReferenceBodies.recurring, "c.json": ReferenceBodies.triggered,
        ])
        #expect(try site.run("run", "--now", "2024-12-25T08:00:00Z").code == 0)
        let nine = try site.json("run", "--now", "2024-12-25T09:00:30Z")
        #expect(nine["occurrences"]?.items.compactMap { $0["campaignId"]?.text } == ["camp789"])
        let ten = try site.json("run", "--now", "2024-12-25T10:00:00Z")
        #expect(ten["occurrences"]?.items.compactMap { $0["campaignId"]?.text } == ["camp456"])
        #expect(try site.everyoneGotIt(once: "camp456/20241225T100000Z.jsonl", of: 3))
        #expect(try site.everyoneGotIt(once: "camp789/20241225T090000Z.jsonl", of: 3))
        #expect(try site.outbox().files.count == 2)
    }
}
