import ScheduleEngine
import Testing

struct ClockChangeTests {
    @Test
    func `a daily rule keeps its local time across both clock changes`() throws {
        let rule = try rule(.daily(interval: 1), at: ["10:00"], in: "America/New_York")
        #expect(
            try rule.instants("2026-03-07T00:00:00Z", "2026-03-09T00:00:00Z") == [
                "2026-03-07T15:00:00Z", "2026-03-08T14:00:00Z",
            ])
        #expect(
            try rule.instants("2026-10-31T00:00:00Z", "2026-11-02T00:00:00Z") == [
                "2026-10-31T14:00:00Z", "2026-11-01T15:00:00Z",
            ])
    }

    @Test
    func `a weekly rule keeps its local time across both clock changes`() throws {
        let rule = try rule(
            .weekly(days: .mondayWednesdayFriday, interval: 1), at: ["14:00"], in: "Europe/London")
        #expect(
            try rule.instants("2026-03-26T00:00:00Z", "2026-04-02T00:00:00Z") == [
                "2026-03-27T14:00:00Z", "2026-03-30T13:00:00Z", "2026-04-01T13:00:00Z",
            ])
        #expect(
            try rule.instants("2026-10-22T00:00:00Z", "2026-10-29T00:00:00Z") == [
                "2026-10-23T13:00:00Z", "2026-10-26T14:00:00Z", "2026-10-28T14:00:00Z",
            ])
    }

    @Test
    func `a change of half an hour shifts and doubles half an hour`() throws {
        let gap = try rule(.daily(interval: 1), at: ["02:15"], in: "Australia/Lord_Howe")
        #expect(
            try gap.instants("2026-10-02T00:00:00Z", "2026-10-05T00:00:00Z") == [
                "2026-10-02T15:45:00Z", "2026-10-03T15:45:00Z", "2026-10-04T15:15:00Z",
            ])
        let overlap = try rule(
            .daily(interval: 1), at: ["01:45"], in: "Australia/Lord_Howe", onOverlap: .both)
        #expect(
            try overlap.instants("2026-04-03T00:00:00Z", "2026-04-06T00:00:00Z") == [
                "2026-04-03T14:45:00Z", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z", "2026-04-05T15:15:00Z",
            ])
    }

    @Test
    func `half past two on the night of the change becomes half past three, or is skipped`() throws {
        let shifted = try rule(.daily(interval: 1), at: ["02:30"], in: "America/New_York", onGap: .shift)
        #expect(
            try shifted.instants("2026-03-08T00:00:00Z", "2026-03-09T12:00:00Z") == [
                "2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z",
            ])
        let skipped = try rule(.daily(interval: 1), at: ["02:30"], in: "America/New_York", onGap: .skip)
        #expect(try skipped.instants("2026-03-08T00:00:00Z", "2026-03-09T12:00:00Z") == ["2026-03-09T06:30:00Z"])
    }

    @Test(arguments: [
        (OverlapPolicy.first, ["2026-11-01T05:30:00Z"]), (.second, ["2026-11-01T06:30:00Z"]),
        (.both, ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"]),
    ])
    func `half past one on the night of the change is the first, the second or both`(
        policy: OverlapPolicy, expected: [String]
    ) throws {
        let rule = try rule(.daily(interval: 1), at: ["01:30"], in: "America/New_York", onOverlap: policy)
        #expect(try rule.instants("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z") == expected)
    }

    @Test
    func `a shifted time takes its place among later ones, and an instant named twice happens once`() throws {
        let rule = try rule(
            .daily(interval: 1), at: ["02:30", "03:00", "03:15", "03:30"], in: "America/New_York")
        #expect(
            try rule.instants("2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z") == [
                "2026-03-08T07:00:00Z", "2026-03-08T07:15:00Z", "2026-03-08T07:30:00Z",
            ])
    }

    @Test
    func `a doubled hour runs through twice, in order`() throws {
        let rule = try rule(
            .daily(interval: 1), at: ["01:30", "01:45", "02:00"], in: "America/New_York", onOverlap: .both)
        #expect(
            try rule.instants("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z") == [
                "2026-11-01T05:30:00Z", "2026-11-01T05:45:00Z", "2026-11-01T06:30:00Z", "2026-11-01T06:45:00Z",
                "2026-11-01T07:00:00Z",
            ])
    }

    @Test
    func `a time that is shifted past midnight comes after the next day's earlier one`() throws {
        // Here the clocks go from 23:00 to midnight.
        let rule = try rule(.daily(interval: 1), at: ["00:15", "23:30"], in: "America/Scoresbysund")
        #expect(
            try rule.instants("2026-03-28T02:00:00Z", "2026-03-30T01:00:00Z") == [
                "2026-03-28T02:15:00Z", "2026-03-29T01:15:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z",
            ])
        #expect(try rule.compiled().next(after: instant("2026-03-29T01:15:00Z")) == instant("2026-03-29T01:30:00Z"))
    }

    @Test
    func `the day that Samoa left out falls together with the day after it`() throws {
        let shifted = try rule(.daily(interval: 1), at: ["10:00"], in: "Pacific/Apia")
        let expected = ["2011-12-29T20:00:00Z", "2011-12-30T20:00:00Z", "2011-12-31T20:00:00Z"]
        #expect(try shifted.instants("2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z") == expected)
        let friday = try rule(
            .weekly(days: WeekdaySet(rawValue: 1 << 5), interval: 1), at: ["10:00"], in: "Pacific/Apia", onGap: .skip)
        #expect(
            try friday.instants("2011-12-20T00:00:00Z", "2012-01-10T00:00:00Z") == [
                "2011-12-23T20:00:00Z", "2012-01-05T20:00:00Z",
            ])
    }

    @Test
    func `a rule starts in the middle of a doubled hour where it is told to`() throws {
        let rule = try rule(
            .daily(interval: 1), at: ["01:30"], in: "America/New_York", start: "2026-11-01T05:31:00Z", onOverlap: .both)
        #expect(try rule.compiled().next(after: .earliest) == instant("2026-11-01T06:30:00Z"))
        #expect(try rule.compiled().next(after: instant("2026-11-01T06:30:00Z")) == instant("2026-11-02T06:30:00Z"))
    }
}
