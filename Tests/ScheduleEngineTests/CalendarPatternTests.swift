import ScheduleEngine
import Testing

/// Patterns, far from any clock change.
struct CalendarPatternTests {
    @Test
    func `a monthly rule that begins and ends before 1970 finds its days`() throws {
        let rule = try rule(.monthly(days: [1], interval: 1), at: ["10:00"], in: "UTC")
        #expect(
            try rule.instants("1969-07-02T00:00:00Z", "1969-09-30T00:00:00Z") == [
                "1969-08-01T10:00:00Z", "1969-09-01T10:00:00Z",
            ])
    }

    @Test
    func `the first and the fifteenth of each month at nine in Tokyo`() throws {
        let rule = try rule(.monthly(days: [1, 15], interval: 1), at: ["09:00"], in: "Asia/Tokyo")
        #expect(
            try rule.instants("2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z") == [
                "2026-01-15T00:00:00Z", "2026-02-01T00:00:00Z", "2026-02-15T00:00:00Z", "2026-03-01T00:00:00Z",
            ])
    }

    @Test
    func `the thirty-first leaves out the months that have none`() throws {
        let rule = try rule(.monthly(days: [31], interval: 1), at: ["12:00"], in: "UTC")
        #expect(
            try rule.instants("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z").map { $0.prefix(10) } == [
                "2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31", "2026-08-31", "2026-10-31", "2026-12-31",
            ])
    }

    @Test
    func `negative days count from the end of the month, and a day named twice happens once`() throws {
        let rule = try rule(.monthly(days: [-1, 28, -31], interval: 1), at: ["12:00"], in: "UTC")
        #expect(
            try rule.instants("2026-01-31T00:00:00Z", "2026-03-29T00:00:00Z").map { $0.prefix(10) } == [
                "2026-01-31", "2026-02-28", "2026-03-01", "2026-03-28",
            ])
    }

    @Test
    func `the twenty-ninth of February happens in leap years, and 2100 is none`() throws {
        let rule = try rule(
            .monthly(days: [29], interval: 12), at: ["00:00"], in: "UTC", start: "2024-02-01T00:00:00Z")
        #expect(
            try rule.instants("2024-01-01T00:00:00Z", "2032-12-31T00:00:00Z").map { $0.prefix(10) } == [
                "2024-02-29", "2028-02-29", "2032-02-29",
            ])
        #expect(try rule.compiled().next(after: instant("2096-03-01T00:00:00Z")) == instant("2104-02-29T00:00:00Z"))
    }

    @Test
    func `a rule that can never match has no next occurrence`() throws {
        let february30 = try rule(
            .monthly(days: [30], interval: 12), at: ["10:00"], in: "UTC", start: "2026-02-01T00:00:00Z")
        #expect(try february30.compiled().next(after: instant("2026-01-01T00:00:00Z")) == nil)
        #expect(try february30.instants("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z") == [])
        for pattern in [RecurrencePattern.monthly(days: [], interval: 1), .weekly(days: [], interval: 1)] {
            #expect(try rule(pattern, at: ["10:00"], in: "UTC").compiled().next(after: .earliest) == nil)
        }
        #expect(try rule(.daily(interval: 1), in: "UTC").compiled().next(after: .earliest) == nil)
    }

    @Test
    func `every second week counts from the Monday of the start's week`() throws {
        // 7 January 2026 is a Wednesday.
        let rule = try rule(
            .weekly(days: .mondayWednesday, interval: 2), at: ["10:00"], in: "UTC", start: "2026-01-07T10:00:00Z")
        #expect(
            try rule.instants("2025-12-01T00:00:00Z", "2026-02-03T00:00:00Z").map { $0.prefix(10) } == [
                "2026-01-07", "2026-01-19", "2026-01-21", "2026-02-02",
            ])
    }

    @Test
    func `every second week without a start counts from Monday 5 January 1970`() throws {
        let rule = try rule(.weekly(days: [.monday, .sunday], interval: 2), at: ["10:00"], in: "UTC")
        #expect(
            try rule.instants("1970-01-01T00:00:00Z", "1970-01-26T00:00:00Z").map { $0.prefix(10) } == [
                "1970-01-05", "1970-01-11", "1970-01-19", "1970-01-25",
            ])
        // 2,922 weeks later.
        #expect(
            try rule.instants("2025-12-29T00:00:00Z", "2026-01-12T00:00:00Z").map { $0.prefix(10) } == [
                "2026-01-05", "2026-01-11",
            ])
    }

    @Test
    func `days and months are counted from the start's date in the rule's zone`() throws {
        // 23:00 UTC is already the second day of the month in Tokyo.
        let days = try rule(
            .daily(interval: 10), at: ["12:00"], in: "Asia/Tokyo", start: "2026-01-01T23:00:00Z")
        #expect(
            try days.instants("2026-01-01T00:00:00Z", "2026-01-23T00:00:00Z") == [
                "2026-01-02T03:00:00Z", "2026-01-12T03:00:00Z", "2026-01-22T03:00:00Z",
            ])
        let months = try rule(
            .monthly(days: [5], interval: 2), at: ["12:00"], in: "Asia/Tokyo", start: "2026-01-31T23:00:00Z")
        #expect(
            try months.instants("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z") == [
                "2026-02-05T03:00:00Z", "2026-04-05T03:00:00Z",
            ])
    }

    @Test
    func `the end is inclusive, and so is the start`() throws {
        let body = try rule(.daily(interval: 1), at: ["09:00"], in: "UTC", end: "2024-12-31T23:59:59Z")
        #expect(
            try body.instants("2024-12-29T09:00:00Z", "2025-02-01T00:00:00Z") == [
                "2024-12-30T09:00:00Z", "2024-12-31T09:00:00Z",
            ])
        let exact = try rule(
            .daily(interval: 1), at: ["09:00"], in: "UTC", start: "2024-12-30T09:00:00Z", end: "2024-12-31T09:00:00Z")
        #expect(
            try exact.instants("2024-01-01T00:00:00Z", "2026-01-01T00:00:00Z") == [
                "2024-12-30T09:00:00Z", "2024-12-31T09:00:00Z",
            ])
        let late = try rule(.daily(interval: 1), at: ["09:00"], in: "UTC", start: "2024-12-30T09:00:01Z")
        #expect(try late.compiled().next(after: .earliest) == instant("2024-12-31T09:00:00Z"))
    }

    @Test
    func `a stretch of time begins after its beginning and reaches through its end`() throws {
        let rule = try rule(.daily(interval: 1), at: ["09:00", "17:30"], in: "UTC")
        #expect(
            try rule.instants("2026-01-01T09:00:00Z", "2026-01-02T09:00:00Z") == [
                "2026-01-01T17:30:00Z", "2026-01-02T09:00:00Z",
            ])
        #expect(try rule.instants("2026-01-02T09:00:00Z", "2026-01-01T09:00:00Z") == [])
    }

    @Test
    func `the spread moves every occurrence, and start and end are compared without it`() throws {
        let compiled = try rule(
            .daily(interval: 1), at: ["09:00"], in: "UTC", start: "2026-01-01T09:00:00Z", end: "2026-01-02T09:00:00Z"
        ).compiled(spread: .minutes(7))
        #expect(
            try compiled.occurrences(after: .earliest, through: .latest).map { $0 } == [
                instant("2026-01-01T09:07:00Z"), instant("2026-01-02T09:07:00Z"),
            ])
        #expect(try compiled.next(after: instant("2026-01-01T09:06:59Z")) == instant("2026-01-01T09:07:00Z"))
        #expect(try compiled.next(after: instant("2026-01-01T09:07:00Z")) == instant("2026-01-02T09:07:00Z"))
        let toTheMinute = try compiled.occurrences(after: .earliest, through: instant("2026-01-01T09:06:59Z"))
        #expect(Array(toTheMinute) == [])
    }

    @Test
    func `a one-time schedule happens once, a triggered one never`() throws {
        let once = CompiledSchedule(
            Schedule(rule: .once(try instant("2024-12-25T10:00:00Z")), spread: .minutes(1)), zone: .utc)
        let expected = try instant("2024-12-25T10:01:00Z")
        #expect(Array(once.occurrences(after: .earliest, through: .latest)) == [expected])
        #expect(once.next(after: expected) == nil)
        #expect(once.next(after: expected - TimeSpan(seconds: 1)) == expected)
        let triggered = CompiledSchedule(Schedule(rule: .triggered), zone: .utc)
        #expect(triggered.next(after: .earliest) == nil)
    }

    @Test
    func `numbers out of every range neither trap nor loop`() throws {
        let zone = try systemZones.rules(for: "America/New_York")
        let instants = [Int64.min, -1, 0, Int64.max].map { Instant(seconds: $0) }
        let intervals = [Int.min, 0, 1, 1_000_003, Int.max]
        var patterns: [RecurrencePattern] = []
        for interval in intervals {
            patterns += [.daily(interval: interval), .monthly(days: [Int.min, 0, 32, 5], interval: interval)]
            patterns += [.weekly(days: WeekdaySet(rawValue: 255), interval: interval)]
            patterns += FrequencyUnit.allCases.map { .every(interval: interval, unit: $0) }
        }
        for pattern in patterns {
            for start in instants {
                let rule = RecurrenceRule(
                    pattern: pattern, times: try [time("10:00")], zone: "America/New_York", start: start, end: nil)
                let compiled = CompiledSchedule(
                    Schedule(rule: .recurring(rule), spread: TimeSpan(seconds: start.seconds)), zone: zone)
                for after in instants {
                    let next = compiled.next(after: after)
                    #expect(next.map { $0 > after && $0 <= .latest } ?? true)
                }
            }
        }
    }
}
