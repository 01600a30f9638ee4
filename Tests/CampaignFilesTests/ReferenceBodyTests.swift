import CampaignModel
import ScheduleEngine
import TestSupport
import Testing

@Suite struct ReferenceBodyTests {
    private static var tree: [String: String] {
        var files = [
            "_defaults.yaml": "contacts: { type: csv, path: contacts.csv, id: userId }\n",
            "contacts.csv": "userId\nu1\n",
            "segments/seg456.yaml": "{ type: csv, path: contacts.csv, id: userId }\n",
        ]
        for id in ["tmpl789", "tmpl101", "tmpl102", "tmpl103", "tmpl-welcome"] {
            files["templates/\(id).mustache"] = "Hello\n"
        }
        return files
    }

    @Test(
        arguments: [
            ("a.json", ReferenceBodies.oneTime), ("b.json", ReferenceBodies.recurring),
            ("c.json", ReferenceBodies.triggered),
        ], ["json", "yaml"])
    func `a create request of the reference is a campaign file as it stands`(
        body: (path: String, text: String), suffix: String
    ) throws {
        var files = ReferenceBodyTests.tree
        files["campaign.\(suffix)"] = body.text
        let reading = try TemporaryTree(files).readAll(now: "2024-06-01T00:00:00Z")
        #expect(reading.diagnostics.filter { $0.severity == .error }.isEmpty)
        #expect(reading.files.contains { $0.declaration != nil })
    }

    @Test func `the recurring body means what it says`() throws {
        var files = ReferenceBodyTests.tree
        files["b.json"] = ReferenceBodies.recurring
        let reading = try TemporaryTree(files).readAll()
        let declaration = try #require(reading.files.first { $0.path == "b.json" }?.declaration)
        #expect(declaration.campaign.campaignId == "camp789")
        #expect(
            declaration.campaign.schedule.recurring
                == Recurring(
                    pattern: .daily, timeOfDay: LocalTime("09:00").map { TimesOfDay([$0]) }, timezone: "UTC",
                    endDate: Instant(rfc3339: "2024-12-31T23:59:59Z")))
        #expect(declaration.templates.keys.sorted() == ["tmpl101", "tmpl102", "tmpl103"])
        #expect(declaration.source == ContactSource(type: .csv, path: "contacts.csv", id: "userId"))
        #expect(declaration.channel == .builtInOutbox)
    }

    @Test func `the trigger's condition and criteria are kept as they are`() throws {
        var files = ReferenceBodyTests.tree
        files["c.json"] = ReferenceBodies.triggered
        let reading = try TemporaryTree(files).readAll()
        let campaign = try #require(reading.files.first { $0.path == "c.json" }?.declaration?.campaign)
        #expect(
            campaign.schedule.triggers == [
                Trigger(
                    conditions: ["event": .string("user_registered"), "source": .string("website")],
                    delay: Delay(value: 1, unit: .hours))
            ])
        #expect(campaign.targetAudience.dynamicCriteria == ["newUsers": .bool(true), "within": .string("24h")])
    }

    @Test func `null stands for what isn't there`() throws {
        let recurring =
            #"{ "pattern": "daily", "timeOfDay": "10:00", "timezone": "UTC", "endDate": null, "maxOccurrences": null }"#
        var files = SoundTree.files
        files["c.yaml"] = SoundTree.campaign(schedule: "{ recurring: \(recurring) }")
        let reading = try TemporaryTree(files).readAll()
        #expect(
            reading.files.contains {
                $0.declaration?.campaign.schedule.recurring?.endDate == nil && $0.declaration != nil
            })
    }
}
