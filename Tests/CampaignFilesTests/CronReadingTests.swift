import CampaignFiles
import CampaignModel
import ScheduleEngine
import Testing

@Suite struct CronReadingTests {
    private func read(_ recurring: String, defaults: String? = nil) throws -> (Campaign?, [Diagnostic]) {
        var files = SoundTree.files
        files["c.yaml"] = SoundTree.campaign(schedule: "{ recurring: \(recurring) }")
        files["_defaults.yaml"] = defaults
        let reading = try TemporaryTree(files).readAll()
        let file = try #require(reading.files.first { $0.path == "c.yaml" })
        let found = reading.diagnostics.filter { !$0.code.rawValue.hasPrefix("NO_") }
        return (file.declaration?.campaign, found)
    }

    private func rule(_ campaign: Campaign?) throws -> RecurrenceRule {
        try #require(campaign?.schedule.recurrenceRule())
    }

    @Test func `an expression arrives in the engine`() throws {
        let (campaign, diagnostics) = try read(
            "{ pattern: cron, expression: ' 0  9 * * MON-FRI', timezone: America/New_York, onGap: skip }")
        #expect(diagnostics.isEmpty)
        #expect(campaign?.schedule.recurring?.expression == "0 9 * * MON-FRI")
        let expected = RecurrenceRule(
            pattern: .cron(try CronExpression("0 9 * * MON-FRI")), times: [], zone: "America/New_York", onGap: .skip)
        #expect(try rule(campaign) == expected)
    }

    @Test(arguments: [
        ("'*/15 * * * *'", OverlapPolicy.both), ("'@hourly'", .both), ("0 9 * * *", .first),
        ("'0 * * * *', onOverlap: second", .second),
    ])
    func `every hour means the doubled hour twice, unless something else is said`(
        text: String, expected: OverlapPolicy
    ) throws {
        let (campaign, _) = try read("{ pattern: cron, timezone: UTC, expression: \(text) }")
        #expect(try rule(campaign).onOverlap == expected)
    }

    @Test func `a fault says which field and what to write`() throws {
        let (campaign, diagnostics) = try read("{ pattern: cron, expression: 0 22-2 * * *, timezone: UTC }")
        #expect(campaign == nil)
        let fault = try #require(diagnostics.first)
        #expect(fault.message == "'schedule.recurring.expression': hour: the range '22-2' runs backwards")
        #expect(fault.hint == "write '22-23,0-2'")
    }

    @Test func `an expression without its quotes is told to take them`() throws {
        for text in ["*/5 * * * *", "* * * * *", "@daily"] {
            let (_, diagnostics) = try read("{ pattern: cron, timezone: UTC, expression: \(text) }")
            #expect(diagnostics.first?.hint?.contains("in quotes") == true, "\(text): \(diagnostics)")
        }
    }

    @Test func `what the pattern makes no use of is a warning`() throws {
        let (campaign, diagnostics) = try read(
            "{ pattern: cron, expression: 0 9 * * *, timezone: UTC, timeOfDay: '10:00', daysOfWeek: [mon], interval: 2 }"
        )
        #expect(diagnostics.map(\.severity) == [.warning, .warning, .warning])
        #expect(diagnostics.allSatisfy { $0.message.hasPrefix("pattern 'cron' makes no use of") })
        #expect(try rule(campaign).times.isEmpty)

        let (daily, warnings) = try read(
            "{ pattern: daily, expression: 0 9 32 * *, timezone: UTC, timeOfDay: '10:00' }")
        #expect(warnings.map(\.severity) == [.warning])
        #expect(warnings.first?.code == .invalidSchedule)
        #expect(daily?.schedule.recurring?.expression == nil)
        #expect(try rule(daily).pattern == .daily(interval: 1))
    }

    @Test func `an expression of the defaults is taken over, and its fault stands there`() throws {
        let recurring = "{ pattern: cron, timezone: UTC }"
        let (campaign, _) = try read(recurring, defaults: "schedule: { recurring: { expression: '0 9 * * *' } }\n")
        #expect(campaign?.schedule.recurring?.expression == "0 9 * * *")
        let (held, diagnostics) = try read(recurring, defaults: "schedule: { recurring: { expression: '0 9 * *' } }\n")
        #expect(held == nil)
        #expect(diagnostics.contains { $0.file == "_defaults.yaml" && $0.code == .invalidSchedule })
        let (daily, none) = try read(
            SoundTree.schedule.replacing("{ recurring: ", with: "").replacing("} }", with: "}"),
            defaults: "schedule: { recurring: { expression: '0 9 * * *' } }\n")
        #expect(none.isEmpty)
        #expect(daily != nil)
    }
}
