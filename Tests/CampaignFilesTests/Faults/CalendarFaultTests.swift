import Testing

/// Faults of iCalendar files that are too large or too odd to be a file of the corpus.
@Suite struct CalendarFaultTests {
    private static func file(_ name: String, _ text: String, _ expected: String...) -> FaultCase {
        var fault = FaultCase(name, SoundTree.campaign(), files: ["calendars/x.ics": text])
        fault.expected = expected
        return fault
    }

    static let cases = [
        file("a zero byte", CalendarSamples.calendar("X:‹1›\u{0}"), "INVALID_VALUE 1"),
        file(
            "nested deeply", String(repeating: "BEGIN:VCALENDAR\n", count: 64) + "‹1›BEGIN:X\n", "LIMIT_EXCEEDED 1"),
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

    @Test(arguments: cases)
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
