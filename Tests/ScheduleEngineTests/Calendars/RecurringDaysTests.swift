import ScheduleEngine
import Testing

/// Rules whose days were worked out by hand, most of them the examples of RFC 5545 §3.8.5.3. A table made with another
/// program is with the tests of campaign files.
struct RecurringDaysTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// As `ExcludedDays` writes it.
        var text: String
        var until: String
        var expected: String
        var testDescription: String { text }
    }

    static let cases = [
        Case(
            text: "1997-09-02/P1D/FREQ=WEEKLY/INTERVAL=2/UNTIL=1997-10-07/BYDAY=TU+TH/WKST=SU", until: "1998-01-01",
            expected: "09-02 09-04 09-16 09-18 09-30 10-02"),
        Case(
            text: "1997-09-05/P1D/FREQ=MONTHLY/UNTIL=1997-12-24/BYDAY=1FR", until: "1999-01-01",
            expected: "09-05 10-03 11-07 12-05"),
        Case(
            text: "1997-09-22/P1D/FREQ=MONTHLY/BYDAY=-2MO", until: "1998-02-28",
            expected: "09-22 10-20 11-17 12-22 01-19 02-16"),
        Case(
            text: "1997-09-28/P1D/FREQ=MONTHLY/BYMONTHDAY=-3", until: "1998-02-28",
            expected: "09-28 10-29 11-28 12-29 01-29 02-26"),
        Case(text: "1997-05-19/P1D/FREQ=YEARLY/BYDAY=20MO", until: "1999-12-31", expected: "05-19 05-18 05-17"),
        Case(
            text: "1997-01-01/P1D/FREQ=YEARLY/INTERVAL=3/BYYEARDAY=1+100+200", until: "2002-12-31",
            expected: "01-01 04-10 07-19 01-01 04-09 07-18"),
        Case(
            text: "1996-11-05/P1D/FREQ=YEARLY/INTERVAL=4/BYMONTH=11/BYMONTHDAY=2+3+4+5+6+7+8/BYDAY=TU",
            until: "2004-12-31", expected: "11-05 11-07 11-02"),
        Case(
            text: "1997-09-29/P1D/FREQ=MONTHLY/BYDAY=MO+TU+WE+TH+FR/BYSETPOS=-2", until: "1998-01-31",
            expected: "09-29 10-30 11-27 12-30 01-29"),
        Case(
            text: "1997-09-02/P1D/FREQ=WEEKLY/BYDAY=MO+WE+FR/BYSETPOS=-1", until: "1997-09-20",
            expected: "09-02 09-05 09-12 09-19"),
        // The first day counts, although it is no Monday.
        Case(text: "2026-11-25/P1D/FREQ=WEEKLY/BYDAY=MO", until: "2026-12-10", expected: "11-25 11-30 12-07"),
        // Three days each, of which one occurrence is left out.
        Case(
            text: "2026-12-30/P3D/FREQ=WEEKLY/BYDAY=WE/EXDATE=2027-01-06", until: "2027-01-14",
            expected: "12-30 12-31 01-01 01-13 01-14"),
        Case(text: "2024-02-29/P1D/FREQ=YEARLY", until: "2033-01-01", expected: "02-29 02-29 02-29"),
        Case(text: "2026-01-31/P1D/FREQ=MONTHLY", until: "2026-06-01", expected: "01-31 03-31 05-31"),
        Case(text: "2026-06-01/P1D/FREQ=DAILY/UNTIL=2026-05-01", until: "2026-07-01", expected: ""),
    ]

    @Test(arguments: cases)
    func `a rule has the days worked out by hand`(_ one: Case) throws {
        let days = try #require(ExcludedDays(one.text))
        let first = try instant(one.text.prefix(10) + "T00:00:00Z").day.days
        let last = try instant(one.until + "T00:00:00Z").day.days
        let found = (first - 400...last).map { CivilDate(days: $0) }.filter { days.contains($0) }
        let texts = found.map { Instant(seconds: $0.days * 86_400).description.dropFirst(5).prefix(5) }
        #expect(texts.joined(separator: " ") == one.expected)
    }

    @Test
    func `COUNT becomes the day of the last occurrence, of which the first day is one`() throws {
        let start = try instant("2026-11-25T00:00:00Z").day
        var rule = RecurringDays.Rule(.weekly)
        rule.weekdays = [RecurringDays.Weekday(1)]
        rule.count = 3
        #expect(
            RecurringDays(rule, start: start)?.description
                == "2026-11-25/P1D/FREQ=WEEKLY/UNTIL=2026-12-07/BYDAY=MO")
        rule.count = 1
        #expect(
            RecurringDays(rule, start: start)?.description
                == "2026-11-25/P1D/FREQ=WEEKLY/UNTIL=2026-11-25/BYDAY=MO")
        var yearly = RecurringDays.Rule(.yearly)
        yearly.positions = [1]
        yearly.weekdays = [RecurringDays.Weekday(5)]
        yearly.count = 4
        #expect(
            RecurringDays(yearly, start: start)?.description
                == "2026-11-25/P1D/FREQ=YEARLY/UNTIL=2029-01-05/BYDAY=FR/BYSETPOS=1")
    }

    @Test
    func `a COUNT that no hundred years reach is refused, and so is what RFC 5545 doesn't know`() throws {
        let start = try instant("2026-11-25T00:00:00Z").day
        var rule = RecurringDays.Rule(.yearly)
        rule.months = [2]
        rule.monthDays = [30]
        rule.count = 2
        #expect(RecurringDays(rule, start: start) == nil)
        rule.count = nil
        #expect(RecurringDays(rule, start: start)?.contains(start) == true)
        var weekly = RecurringDays.Rule(.weekly)
        weekly.monthDays = [1]
        #expect(RecurringDays(weekly, start: start) == nil)
        weekly.monthDays = []
        weekly.weekdays = [RecurringDays.Weekday(1, ordinal: 2)]
        #expect(RecurringDays(weekly, start: start) == nil)
        weekly.weekdays = [RecurringDays.Weekday(7)]
        #expect(RecurringDays(weekly, start: start) == nil)
    }
}
