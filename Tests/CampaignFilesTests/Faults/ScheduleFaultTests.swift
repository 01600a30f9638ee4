import Testing

@Suite struct ScheduleFaultTests {
    private static func recurring(_ text: String) -> String {
        SoundTree.campaign(schedule: "{ recurring: \(text) }")
    }
    private static func daily(_ text: String) -> String {
        recurring("{ pattern: daily, timeOfDay: \"10:00\", timezone: UTC, \(text) }")
    }
    private static func days(_ pattern: String, _ text: String) -> String {
        recurring("{ pattern: \(pattern), timeOfDay: \"10:00\", timezone: UTC, \(text) }")
    }
    private static func oneTime(_ text: String) -> String { SoundTree.campaign(type: "one-time", schedule: text) }
    private static func triggered(_ text: String) -> String {
        SoundTree.campaign(type: "trigger-based", schedule: "{ triggers: \(text) }")
    }

    static let cases: [FaultCase] = [
        FaultCase(
            "no schedule",
            "‹1›campaignId: c\ntype: recurring\ntargetAudience: { type: segment, segmentId: s }\n"
                + "messageConfig: { templateId: t }\n", "MISSING_FIELD 1"),
        FaultCase("a schedule that is text", SoundTree.campaign(schedule: "‹1›daily"), "INVALID_SCHEDULE 1"),
        FaultCase("no recurring part", SoundTree.campaign(schedule: "‹1›{ spread: 1m }"), "MISSING_FIELD 1"),
        FaultCase("no pattern", recurring("‹1›{ timeOfDay: \"10:00\", timezone: UTC }"), "MISSING_FIELD 1"),
        FaultCase(
            "no such pattern", recurring("{ pattern: ‹1›dayly, timeOfDay: \"10:00\", timezone: UTC }"),
            "INVALID_SCHEDULE 1"),
        FaultCase("cron without an expression", recurring("‹1›{ pattern: cron, timezone: UTC }"), "MISSING_FIELD 1"),
        FaultCase(
            "no cron expression", recurring("{ pattern: cron, expression: ‹1›'0 9 32 * *', timezone: UTC }"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "an expression that never happens",
            recurring("{ pattern: cron, expression: ‹1›0 9 30 2 *, timezone: UTC }"), "INVALID_SCHEDULE 1"),
        FaultCase(
            "a number as expression", recurring("{ pattern: cron, expression: ‹1›5, timezone: UTC }"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "an expression that looks like an alias",
            recurring("{ pattern: cron, timezone: UTC, expression: *‹1› * * * * }"), "INVALID_YAML 1"),
        FaultCase("no calendars", daily("exclude: []")),
        FaultCase("a calendar without a list", daily("exclude: ‹1›us-holidays"), "INVALID_SCHEDULE 1"),
        FaultCase(
            "no such calendar", daily("exclude: [us-holidays, ‹1›us-holiday, ‹2›1]"), "CALENDAR_NOT_FOUND 1",
            "INVALID_SCHEDULE 2", files: ["calendars/us-holidays.yaml": "yearly: [\"12-25\"]"]),
        FaultCase(
            "a default calendar that isn't there", SoundTree.campaign(), "CALENDAR_NOT_FOUND 1",
            files: ["_defaults.yaml": "schedule: { recurring: { exclude: [‹1›x] } }"]),
        FaultCase(
            "every day left out", daily("exclude: ‹1›[h]"), "INVALID_SCHEDULE 1",
            files: ["calendars/h.yaml": "dates: [2020-01-01..2199-12-31]"]),
        FaultCase(
            "every Monday left out",
            recurring("{ pattern: weekly, daysOfWeek: [mon], timeOfDay: '10:00', timezone: UTC, exclude: ‹1›[a, b] }"),
            "INVALID_SCHEDULE 1",
            files: [
                "calendars/a.ics": CalendarSamples.event("DTSTART:20260105\nRRULE:FREQ=WEEKLY;INTERVAL=2"),
                "calendars/b.ics": CalendarSamples.event("DTSTART:20260112\nRRULE:FREQ=WEEKLY;INTERVAL=2"),
            ]),
        FaultCase(
            "every Monday but one",
            recurring("{ pattern: weekly, daysOfWeek: [mon], timeOfDay: '10:00', timezone: UTC, exclude: [a] }"),
            files: [
                "calendars/a.ics": CalendarSamples.event("DTSTART:20260105\nRRULE:FREQ=WEEKLY\nEXDATE:20991228")
            ]),
        FaultCase(
            "the last days before the end", daily("endDate: 2026-06-05T00:00:00Z, exclude: [h]"),
            files: ["calendars/h.yaml": "dates: [2026-05-25..2026-06-10]"]),
        FaultCase("no time of day", recurring("‹1›{ pattern: daily, timezone: UTC }"), "MISSING_FIELD 1"),
        FaultCase(
            "an hour without its zero", recurring("{ pattern: daily, timezone: UTC, timeOfDay: ‹1›9:00 }"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "a time past midnight", recurring("{ pattern: daily, timezone: UTC, timeOfDay: [10:00, ‹1›24:00] }"),
            "INVALID_SCHEDULE 1"),
        FaultCase("no times", recurring("{ pattern: daily, timezone: UTC, timeOfDay: ‹1›[] }"), "INVALID_SCHEDULE 1"),
        FaultCase(
            "no days of the week", recurring("‹1›{ pattern: weekly, timezone: UTC, timeOfDay: '10:00' }"),
            "MISSING_FIELD 1"),
        FaultCase(
            "no such weekday", days("weekly", "daysOfWeek: [0, 7, mon, ‹1›8, ‹2›mun, ‹3›1.5]"),
            "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2", "INVALID_SCHEDULE 3"),
        FaultCase("one weekday without a list", days("weekly", "daysOfWeek: ‹1›1"), "INVALID_SCHEDULE 1"),
        FaultCase(
            "no days of the month", recurring("‹1›{ pattern: monthly, timezone: UTC, timeOfDay: '10:00' }"),
            "MISSING_FIELD 1"),
        FaultCase(
            "no such day", days("monthly", "daysOfMonth: [1, ‹1›0, ‹2›32, ‹3›-32, -1, ‹4›first]"),
            "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2", "INVALID_SCHEDULE 3", "INVALID_SCHEDULE 4"),
        FaultCase(
            "days that months lack", days("monthly", "daysOfMonth: [28, ‹1›29, ‹2›30, ‹3›31, -28]"),
            "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2", "INVALID_SCHEDULE 3"),
        FaultCase("custom without frequency", recurring("‹1›{ pattern: custom, timezone: UTC }"), "MISSING_FIELD 1"),
        FaultCase(
            "half a frequency", recurring("{ pattern: custom, timezone: UTC, frequency: ‹1›{ interval: 2 } }"),
            "MISSING_FIELD 1"),
        FaultCase(
            "frequency 0 of a unit",
            recurring("{ pattern: custom, timezone: UTC, frequency: { interval: ‹1›0, unit: ‹2›hour } }"),
            "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2"),
        FaultCase(
            "no such zone", recurring("{ pattern: daily, timeOfDay: '10:00', timezone: ‹1›America/New_Yrok }"),
            "INVALID_TIMEZONE 1"),
        FaultCase(
            "a number as zone", recurring("{ pattern: daily, timeOfDay: '10:00', timezone: ‹1›[1] }"),
            "INVALID_TIMEZONE 1"),
        FaultCase("an interval of 0", daily("interval: ‹1›0"), "INVALID_SCHEDULE 1"),
        FaultCase("an interval from nowhere", daily("interval: ‹1›2"), "INVALID_SCHEDULE 1"),
        FaultCase("no runs", daily("maxOccurrences: ‹1›0"), "INVALID_SCHEDULE 1"),
        FaultCase("an end without offset", daily("endDate: ‹1›2026-12-31T23:59:59"), "INVALID_SCHEDULE 1"),
        FaultCase("an end that is a date", daily("endDate: ‹1›2026-12-31"), "INVALID_SCHEDULE 1"),
        FaultCase(
            "an end before the start",
            SoundTree.campaign(
                schedule: "{ startDateTime: 2027-01-01T00:00:00Z, recurring: "
                    + "{ pattern: daily, timeOfDay: '10:00', timezone: UTC, endDate: ‹1›2026-12-31T00:00:00Z } }"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "no such policy", daily("onGap: ‹1›jump, onOverlap: ‹2›last"), "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2"),
        FaultCase("an unknown field", daily("‹1›timeofday: '10:00'"), "UNKNOWN_FIELD 1"),
        FaultCase(
            "catch-up out of range",
            SoundTree.campaign(
                schedule: "{ recurring: { pattern: daily, timeOfDay: '10:00', timezone: UTC }, "
                    + "catchUp: { policy: ‹1›newest, window: ‹2›1day, limit: ‹3›0, grace: ‹4›5 }, overlap: ‹5›wait, spread: ‹6›-1m }"
            ),
            "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2", "INVALID_SCHEDULE 3", "INVALID_SCHEDULE 4",
            "INVALID_SCHEDULE 5", "INVALID_SCHEDULE 6"),
        FaultCase("one-time without a time", oneTime("‹1›{ spread: 1m }"), "MISSING_FIELD 1"),
        FaultCase(
            "one-time without an offset", oneTime("{ startDateTime: ‹1›2026-12-25T10:00:00 }"), "INVALID_SCHEDULE 1"),
        FaultCase("one-time in the past", oneTime("{ startDateTime: ‹1›2026-05-30T23:59:59Z }"), "PAST_DATE 1"),
        FaultCase(
            "one-time that recurs",
            oneTime("{ startDateTime: 2026-12-25T10:00:00Z, recurring: ‹1›{ pattern: daily } }"), "INVALID_SCHEDULE 1"),
        FaultCase("no triggers", triggered("‹1›[]"), "INVALID_SCHEDULE 1"),
        FaultCase("a trigger without conditions", triggered("[‹1›{ type: user_event }]"), "MISSING_FIELD 1"),
        FaultCase("a trigger without an event", triggered("[{ conditions: ‹1›{ source: web } }]"), "MISSING_FIELD 1"),
        FaultCase(
            "a trigger of another type", triggered("[{ type: ‹1›timer, conditions: { event: a } }]"),
            "INVALID_SCHEDULE 1"),
        FaultCase(
            "a delay out of range", triggered("[{ conditions: { event: a }, delay: { value: ‹1›-1, unit: ‹2›hour } }]"),
            "INVALID_SCHEDULE 1", "INVALID_SCHEDULE 2"),
        FaultCase(
            "no time zone",
            recurring("‹1›{ pattern: daily, timeOfDay: '10:00', endDate: 2027-01-01T00:00:00Z }").replacing(
                "campaignId", with: "‹2›campaignId"), "NO_TIMEZONE 1", "NO_RATE_LIMIT 2", "NO_QUIET_HOURS 2",
            "NO_NOTIFICATION 2"),
        FaultCase(
            "no end",
            recurring("‹1›{ pattern: daily, timeOfDay: '10:00', timezone: UTC }").replacing(
                "campaignId", with: "‹2›campaignId"), "NO_END_DATE 1", "NO_RATE_LIMIT 2", "NO_QUIET_HOURS 2",
            "NO_NOTIFICATION 2"),
    ]

    @Test(arguments: cases)
    func `a schedule that can't be kept is refused at the place`(_ fault: FaultCase) throws { try fault.check() }
}
