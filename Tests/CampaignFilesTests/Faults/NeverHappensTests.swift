import CampaignModel
import Testing

@Suite struct NeverHappensTests {
    private static func campaign(_ recurring: String, start: String) -> String {
        SoundTree.campaign(schedule: "{ startDateTime: \(start), recurring: { \(recurring), timezone: UTC } }")
    }
    /// 2026-06-03 is a Wednesday.
    private static let mondays = "pattern: weekly, daysOfWeek: [mon], timeOfDay: '10:00'"
    private static let yearly = "pattern: monthly, interval: 12, timeOfDay: '10:00', daysOfMonth:"

    static let cases: [FaultCase] = [
        FaultCase(
            "no Monday from Wednesday to Thursday",
            campaign("\(mondays), endDate: ‹1›2026-06-04T23:59:59Z", start: "2026-06-03T00:00:00Z"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "a Monday at the very end",
            campaign("\(mondays), endDate: 2026-06-08T10:00:00Z", start: "2026-06-03T00:00:00Z")),
        FaultCase(
            "a second too early",
            campaign("\(mondays), endDate: ‹1›2026-06-08T09:59:59Z", start: "2026-06-03T00:00:00Z"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "an end from the defaults", campaign(mondays, start: "‹1›2026-06-03T00:00:00Z"), "INVALID_SCHEDULE 1",
            files: ["_defaults.yaml": "schedule: { recurring: { endDate: 2026-06-04T23:59:59Z } }\n"]),
        FaultCase(
            "both from the defaults",
            SoundTree.campaign(schedule: "{ recurring: ‹1›{ \(mondays), timezone: UTC } }"), "INVALID_SCHEDULE 1",
            files: [
                "_defaults.yaml": """
                schedule: { startDateTime: 2026-06-03T00:00:00Z, recurring: { endDate: 2026-06-04T23:59:59Z } }
                """
            ]),
        FaultCase(
            "over, and no fault", campaign("\(mondays), endDate: 2026-05-01T00:00:00Z", start: "2026-04-01T00:00:00Z")),
        // That months lack the day is a warning of its own.
        FaultCase(
            "30 February", campaign("\(yearly) ‹1›[‹2›30]", start: "2027-02-01T00:00:00Z"), "INVALID_SCHEDULE 1",
            "INVALID_SCHEDULE 2"),
        FaultCase(
            "31 April", campaign("\(yearly) ‹1›[‹2›31]", start: "2027-04-01T00:00:00Z"), "INVALID_SCHEDULE 1",
            "INVALID_SCHEDULE 2"),
        FaultCase("29 February", campaign("\(yearly) [‹1›29]", start: "2027-02-01T00:00:00Z"), "INVALID_SCHEDULE 1"),
        FaultCase(
            "nothing but a fault of another kind",
            campaign("\(mondays), endDate: ‹1›2026-06-02T00:00:00Z", start: "2026-06-03T00:00:00Z"),
            "INVALID_SCHEDULE 1"),
    ]

    @Test(arguments: cases)
    func `a schedule that never happens is refused at what prevents it`(_ fault: FaultCase) throws {
        try fault.check()
    }

    @Test func `the error says when it would happen`() throws {
        func messages(_ campaign: String) throws -> [String] {
            try TemporaryTree(SoundTree.files.merging(["c.yaml": campaign]) { $1 }).readAll().diagnostics
                .filter { $0.severity == .error }.map(\.message)
        }
        #expect(
            try messages(
                Self.campaign("\(Self.mondays), endDate: 2026-06-04T23:59:59Z", start: "2026-06-03T00:00:00Z")) == [
                    "it never happens: after 'schedule.startDateTime' it first comes on Monday, 2026-06-08, at 10:00 "
                        + "in UTC, and 'schedule.recurring.endDate' is 2026-06-04T23:59:59Z"
                ])
        #expect(
            try messages(Self.campaign("\(Self.yearly) [30, 31]", start: "2027-02-01T00:00:00Z")) == [
                "it never happens: every 12 months from February 2027 never meets day 30, 31"
            ])
    }
}
