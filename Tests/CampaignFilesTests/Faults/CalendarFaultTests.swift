import Testing

/// Faults of iCalendar files, each at its place in the file.
@Suite struct CalendarFaultTests {
    private static func file(_ name: String, _ text: String, _ expected: String...) -> FaultCase {
        var fault = FaultCase(name, SoundTree.campaign(), files: ["calendars/x.ics": text])
        fault.expected = expected
        return fault
    }
    /// An event whose DTSTART is there already.
    private static func event(_ line: String, _ code: String = "INVALID_VALUE") -> FaultCase {
        file(line, CalendarSamples.event("DTSTART:20260105\n\(line)"), "\(code) 1")
    }
    private static func rule(_ parts: String) -> FaultCase { event("RRULE:\(parts)") }
    private static func start(_ line: String) -> FaultCase {
        file(line, CalendarSamples.event(line), "INVALID_VALUE 1")
    }

    static let files = [
        file("an empty file", "‹1›", "INVALID_VALUE 1"),
        file("YAML", "‹1›dates: [2026-11-26]\n", "INVALID_VALUE 1"),
        file("an event without a calendar", "‹1›BEGIN:VEVENT\nEND:VEVENT\n", "INVALID_VALUE 1"),
        file("no end", "‹1›BEGIN:VCALENDAR\nVERSION:2.0\n", "INVALID_VALUE 1"),
        file("an event without an end", "BEGIN:VCALENDAR\n‹1›BEGIN:VEVENT\nUID:a\n", "INVALID_VALUE 1"),
        file("ends that cross", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n‹1›END:VCALENDAR\nEND:VEVENT\n", "INVALID_VALUE 1"),
        file("an end too many", CalendarSamples.calendar("X:1") + "‹1›END:VCALENDAR\n", "INVALID_VALUE 1"),
        file("text after the end", CalendarSamples.calendar("X:1") + "‹1›X:1\n", "INVALID_VALUE 1"),
        file("no colon", CalendarSamples.calendar("‹1›SUMMARY"), "INVALID_VALUE 1"),
        file("a parameter without a value", CalendarSamples.calendar("SUMMARY;‹1›X:a"), "INVALID_VALUE 1"),
        file("open quotes", CalendarSamples.calendar("SUMMARY;X=‹1›\"a:b"), "INVALID_VALUE 1"),
        file("a name with a space", CalendarSamples.calendar("‹1›MY SUMMARY:a"), "INVALID_VALUE 1"),
        file("a zero byte", CalendarSamples.calendar("X:‹1›\u{0}"), "INVALID_VALUE 1"),
        file(
            "nested deeply", String(repeating: "BEGIN:VCALENDAR\n", count: 64) + "‹1›BEGIN:X\n", "LIMIT_EXCEEDED 1"),
        file("no DTSTART", CalendarSamples.calendar("‹1›BEGIN:VEVENT\nUID:a\nEND:VEVENT"), "INVALID_VALUE 1"),
        file("too large", "‹1›" + String(repeating: "\n", count: (1 << 20) + 1), "LIMIT_EXCEEDED 1"),
        file(
            "20,001 events",
            CalendarSamples.calendar(
                String(repeating: "BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\n", count: 20_000)
                    + "‹1›BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT"), "LIMIT_EXCEEDED 1"),
        file(
            "101 events that repeat",
            CalendarSamples.calendar(
                String(repeating: "BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=DAILY\nEND:VEVENT\n", count: 100)
                    + "BEGIN:VEVENT\nDTSTART:20260101\nRRULE:‹1›FREQ=DAILY\nEND:VEVENT"), "LIMIT_EXCEEDED 1"),
    ]

    static let values = [
        start("DTSTART:‹1›20260230"), start("DTSTART;VALUE=DATE:‹1›20260105T100000"),
        start("DTSTART;VALUE=DATE-TIME:‹1›20260105"), start("DTSTART:‹1›2026-01-05"), start("DTSTART:‹1›"),
        start("DTSTART:‹1›20260105T250000"), start("DTSTART;VALUE=DA\n TE:‹1›20\n 260230"),
        start("DTSTART:20260105\n‹1›DTSTART:20260105"),
        event("DTEND:‹1›20260104"), event("DTEND:‹1›20260106T100000"), event("DURATION:‹1›PT24H"),
        event("DURATION:‹1›P0D"), event("DURATION:‹1›-P1D"), event("DTEND:20260106\n‹1›DURATION:P1D"),
        event("RDATE:20260106,‹1›20260107T100000"), event("RDATE;VALUE=PERIOD:‹1›20260107/P1D"),
        event("EXDATE:20260106,‹1›x"), event("‹1›EXRULE:FREQ=DAILY"),
        event("‹1›RECURRENCE-ID;RANGE=THISANDFUTURE:20260105"),
        start("‹1›DTSTART:20260105\nDTEND:20270110\nRRULE:FREQ=YEARLY"),
    ]

    static let rules = [
        rule("FREQ=‹1›HOURLY"), rule("‹1›INTERVAL=2"), rule("‹1›"), rule("FREQ=DAILY;‹1›INTERVAL=0"),
        rule("FREQ=DAILY;‹1›INTERVAL=x"), rule("FREQ=YEARLY;‹1›BYWEEKNO=20"), rule("FREQ=DAILY;‹1›BYHOUR=9"),
        rule("FREQ=DAILY;‹1›BYHOUR=9\n ,10"), rule("‹1›FREQ=DAILY;COUNT=2;UNTIL=20270101"),
        rule("FREQ=DAILY;COUNT=2;‹1›COUNT=3"), rule("FREQ=DAILY;‹1›COUNT=-1"), rule("FREQ=DAILY;‹1›UNTIL=2027"),
        rule("FREQ=DAILY;‹1›BYDAY=1MO"), rule("FREQ=MONTHLY;‹1›BYDAY=MO,XX"), rule("FREQ=MONTHLY;‹1›BYDAY=0MO"),
        rule("FREQ=WEEKLY;‹1›BYMONTHDAY=1"), rule("FREQ=MONTHLY;‹1›BYMONTHDAY=32"), rule("FREQ=MONTHLY;‹1›BYYEARDAY=1"),
        rule("FREQ=YEARLY;‹1›BYMONTH=13"), rule("FREQ=YEARLY;‹1›BYMONTH=1,"),
        rule("FREQ=MONTHLY;BYDAY=MO;‹1›BYSETPOS=0"),
        rule("FREQ=WEEKLY;‹1›WKST=1MO"), rule("FREQ=DAILY;‹1›"), rule("FREQ=YEARLY;‹1›RSCALE=GREGORIAN"),
        rule("‹1›FREQ=YEARLY;COUNT=200"),
    ]

    static let together = [
        file(
            "timed events",
            CalendarSamples.calendar(
                "BEGIN:VEVENT\n‹1›DTSTART;TZID=Europe/Paris:20260105T100000\nRRULE:FREQ=HOURLY\nEND:VEVENT\n"
                    + "BEGIN:VEVENT\nDTSTART:20260105T100000Z\nEND:VEVENT"), "INVALID_VALUE 1"),
        file(
            "an override by the time of day",
            CalendarSamples.calendar(
                "BEGIN:VEVENT\nUID:a\nDTSTART:20260105\nRRULE:FREQ=DAILY\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\n"
                    + "‹1›RECURRENCE-ID:20260105T000000\nDTSTART:20260109\nEND:VEVENT"), "INVALID_VALUE 1"),
        file(
            "an override of one of two",
            CalendarSamples.calendar(
                "BEGIN:VEVENT\nUID:a\nDTSTART:20260105\nEND:VEVENT\nBEGIN:VEVENT\nUID:a\n‹1›DTSTART:20260109\n"
                    + "END:VEVENT\nBEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20260105\nDTSTART:20260107\nEND:VEVENT"),
            "INVALID_VALUE 1"),
        file(
            "an override of nobody",
            CalendarSamples.calendar("BEGIN:VEVENT\n‹1›RECURRENCE-ID:20260105\nDTSTART:20260109\nEND:VEVENT"),
            "INVALID_VALUE 1"),
        file(
            "two events at fault",
            CalendarSamples.calendar(
                "BEGIN:VEVENT\nDTSTART:‹1›1\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260101\nDTEND:‹2›2\nEND:VEVENT"),
            "INVALID_VALUE 1", "INVALID_VALUE 2"),
        FaultCase(
            "two files of one id", SoundTree.campaign(), "INVALID_VALUE 1",
            files: ["calendars/x.ics": CalendarSamples.calendar("X:1"), "calendars/x.yaml": "‹1›yearly: [\"12-25\"]"]),
        FaultCase(
            "a broken calendar holds its campaign back", CalendarSamples.campaign(excluding: "[x]"), "INVALID_VALUE 1",
            files: ["calendars/x.ics": CalendarSamples.event("DTSTART:‹1›x")]),
    ]

    @Test(arguments: files + values + rules + together)
    func `a fault of an iCalendar file is reported at its place`(_ fault: FaultCase) throws { try fault.check() }

    @Test func `a broken calendar holds back the campaigns that name it, and no others`() throws {
        var files = SoundTree.files
        files["calendars/x.ics"] = CalendarSamples.event("DTSTART:x")
        files["calendars/y.ics"] = CalendarSamples.event("DTSTART:20260101")
        files["a.yaml"] = CalendarSamples.campaign(excluding: "[x]", id: "a")
        files["b.yaml"] = CalendarSamples.campaign(excluding: "[y]", id: "b")
        let reading = try TemporaryTree(files).readAll()
        #expect(reading.files.compactMap(\.declaration?.campaign.campaignId) == ["b"])
    }
}
