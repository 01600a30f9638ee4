import CampaignModel
import Testing

/// Now is 2026-06-01: New York's clocks jump from 02:00 to 03:00 on 2027-03-14 and 2028-03-12, both Sundays.
@Suite struct SkippedTimeTests {
    private static func campaign(_ recurring: String, start: String? = nil, zone: String = "America/New_York") -> String
    {
        let start = start.map { "startDateTime: \($0), " } ?? ""
        return SoundTree.campaign(schedule: "{ \(start)recurring: { \(recurring), timezone: \(zone) } }")
    }

    static let cases: [FaultCase] = [
        FaultCase("each day", campaign("pattern: daily, timeOfDay: ‹1›'02:30'"), "INVALID_SCHEDULE 1"),
        FaultCase(
            "those of a list", campaign("pattern: daily, timeOfDay: ['01:59:59', ‹1›'02:00', ‹2›'02:59:59', '03:00']"),
            "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2"),
        FaultCase(
            "Sundays", campaign("pattern: weekly, daysOfWeek: [sun], timeOfDay: ‹1›'02:30'"), "INVALID_SCHEDULE 1"),
        FaultCase("Mondays", campaign("pattern: weekly, daysOfWeek: [mon], timeOfDay: '02:30'")),
        FaultCase(
            "the 12th", campaign("pattern: monthly, daysOfMonth: [12], timeOfDay: ‹1›'02:30'"), "INVALID_SCHEDULE 1"),
        FaultCase("the 13th", campaign("pattern: monthly, daysOfMonth: [13], timeOfDay: '02:30'")),
        FaultCase("a zone that has no clock changes", campaign("pattern: daily, timeOfDay: '02:30'", zone: "UTC")),
        FaultCase(
            "where the file says what becomes of it", campaign("pattern: daily, timeOfDay: '02:30', onGap: skip")),
        FaultCase("shift, said aloud", campaign("pattern: daily, timeOfDay: '02:30', onGap: shift")),
        FaultCase(
            "over before", campaign("pattern: daily, timeOfDay: '02:30', endDate: 2027-03-14T06:59:59Z")),
        FaultCase(
            "begins later", campaign("pattern: daily, timeOfDay: '02:30'", start: "2028-03-12T08:00:00Z")),
        FaultCase(
            "a start's own time of day",
            campaign("pattern: custom, frequency: { interval: 1, unit: days }", start: "‹1›2026-06-01T02:30:00-04:00"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "elapsed time",
            campaign("pattern: custom, frequency: { interval: 24, unit: hours }", start: "2026-06-01T02:30:00-04:00")),
        FaultCase(
            "taken over from the defaults", campaign("‹1›pattern: daily").replacing("{ ‹1›", with: "‹1›{ "),
            "INVALID_SCHEDULE 1",
            files: ["_defaults.yaml": "schedule: { recurring: { timeOfDay: '02:30', onGap: skip } }\n"]),
    ]

    @Test(arguments: cases)
    func `a time that the clocks jump over is pointed out where the rule names it`(_ fault: FaultCase) throws {
        try fault.check()
    }

    private func messages(_ campaign: String, defaults: String = "timezone: UTC\n") throws -> [String] {
        let files = ["c.yaml": campaign, "_defaults.yaml": defaults]
        let found = try TemporaryTree(SoundTree.files.merging(files) { $1 }).readAll().diagnostics
            .filter { $0.code == .invalidSchedule }
        #expect(found.allSatisfy { $0.severity == .warning && $0.hint?.contains("onGap") == true })
        return found.map(\.message)
    }

    @Test func `the warning names the dates and what happens`() throws {
        #expect(
            try messages(Self.campaign("pattern: daily, timeOfDay: '02:30'")) == [
                "02:30 does not exist on 2027-03-14 and 2028-03-12 in America/New_York: it runs at 03:30 instead"
            ])
        #expect(
            try messages(
                Self.campaign("pattern: daily, timeOfDay: '02:30', endDate: 2027-12-31T00:00:00Z"),
                defaults: "schedule: { recurring: { onGap: skip } }\n") == [
                    "02:30 does not exist on 2027-03-14 in America/New_York: it is left out"
                ])
    }

    @Test func `a jump of half an hour shifts by half an hour`() throws {
        #expect(
            try messages(Self.campaign("pattern: daily, timeOfDay: ['02:15', '02:30']", zone: "Australia/Lord_Howe"))
                == [
                    "02:15 does not exist on 2026-10-04 and 2027-10-03 in Australia/Lord_Howe: it runs at 02:45 instead"
                ])
    }
}
