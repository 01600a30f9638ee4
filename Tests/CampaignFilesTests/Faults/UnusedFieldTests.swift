import CampaignModel
import Testing

@Suite struct UnusedFieldTests {
    private static func campaign(_ recurring: String) -> String {
        SoundTree.campaign(schedule: "{ recurring: { timezone: UTC, \(recurring) } }")
    }

    static let cases: [FaultCase] = [
        FaultCase(
            "daily",
            campaign(
                "pattern: daily, timeOfDay: '10:00', daysOfWeek: ‹1›[1], daysOfMonth: ‹2›[1], "
                    + "frequency: ‹3›{ interval: 1, unit: days }"), "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2",
            "INVALID_SCHEDULE 3"),
        FaultCase(
            "weekly", campaign("pattern: weekly, timeOfDay: '10:00', daysOfWeek: [1], daysOfMonth: ‹1›[1]"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "monthly", campaign("pattern: monthly, timeOfDay: '10:00', daysOfWeek: ‹1›[1], daysOfMonth: [1]"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "custom hours",
            campaign("pattern: custom, frequency: { interval: 2, unit: hours }, interval: ‹1›2, timeOfDay: ‹2›'10:00'"),
            "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2"),
        FaultCase(
            "custom days", campaign("pattern: custom, frequency: { interval: 1, unit: days }, timeOfDay: '10:00'")),
        FaultCase(
            "every second day of the calendar, from 1970",
            campaign("pattern: custom, frequency: { interval: ‹1›2, unit: days }, timeOfDay: '10:00'"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "every seventh minute, from 1970",
            campaign("pattern: custom, frequency: { interval: ‹1›7, unit: minutes }"),
            "INVALID_SCHEDULE 1"),
        FaultCase("every second hour", campaign("pattern: custom, frequency: { interval: 2, unit: hours }")),
        FaultCase("null", campaign("pattern: daily, timeOfDay: '10:00', daysOfWeek: null")),
        FaultCase(
            "only in the defaults", campaign("pattern: daily, timeOfDay: '10:00'"),
            files: ["_defaults.yaml": "schedule: { recurring: { daysOfWeek: [1], interval: 1 } }\n"]),
    ]

    @Test(arguments: cases)
    func `a field that the pattern makes no use of is pointed out`(_ fault: FaultCase) throws { try fault.check() }

    @Test func `the warning says what happens instead, and doesn't hold the campaign back`() throws {
        let campaign = Self.campaign("pattern: daily, timeOfDay: '10:00', daysOfWeek: [1]")
        let reading = try TemporaryTree(SoundTree.files.merging(["c.yaml": campaign]) { $1 }).readAll()
        let found = reading.diagnostics.filter { $0.code == .invalidSchedule }
        #expect(
            found.map(\.message) == [
                "pattern 'daily' makes no use of 'schedule.recurring.daysOfWeek': it runs every day"
            ])
        #expect(found.map(\.hint) == ["use pattern: weekly"])
        #expect(reading.files.contains { $0.declaration != nil })
    }
}
