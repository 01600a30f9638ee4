import ScheduleEngine
import Testing

/// `custom`: steps counted from the start.
struct ElapsedPatternTests {
    @Test
    func `two hours are two hours across a clock change`() throws {
        let rule = try rule(
            .every(interval: 2, unit: .hours), in: "America/New_York", start: "2026-03-08T04:00:00Z")
        #expect(
            try rule.instants("2026-03-08T00:00:00Z", "2026-03-08T10:00:00Z") == [
                "2026-03-08T04:00:00Z", "2026-03-08T06:00:00Z", "2026-03-08T08:00:00Z", "2026-03-08T10:00:00Z",
            ])
    }

    @Test
    func `hours without a start count from local midnight of 1970-01-01`() throws {
        let rule = try rule(.every(interval: 1, unit: .hours), in: "Asia/Kolkata")
        #expect(
            try rule.instants("2026-01-01T00:00:00Z", "2026-01-01T02:00:00Z") == [
                "2026-01-01T00:30:00Z", "2026-01-01T01:30:00Z",
            ])
    }

    @Test
    func `days keep the start's local time and include the start`() throws {
        let rule = try rule(
            .every(interval: 1, unit: .days), in: "America/New_York", start: "2026-03-07T15:00:05Z")
        #expect(
            try rule.instants("2026-03-01T00:00:00Z", "2026-03-09T00:00:00Z") == [
                "2026-03-07T15:00:05Z", "2026-03-08T14:00:05Z",
            ])
    }

    @Test
    func `a time of day takes the place of the start's, and nothing happens before the start`() throws {
        let rule = try rule(
            .every(interval: 1, unit: .weeks), at: ["08:00", "11:00"], in: "UTC", start: "2026-01-07T10:00:00Z")
        #expect(
            try rule.instants("2026-01-01T00:00:00Z", "2026-01-15T00:00:00Z") == [
                "2026-01-07T11:00:00Z", "2026-01-14T08:00:00Z", "2026-01-14T11:00:00Z",
            ])
    }

    @Test
    func `months that lack the start's day are left out`() throws {
        let rule = try rule(.every(interval: 1, unit: .months), in: "UTC", start: "2026-01-31T10:00:00Z")
        #expect(
            try rule.instants("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z").map { $0.prefix(10) } == [
                "2026-01-31", "2026-03-31", "2026-05-31",
            ])
    }

    @Test
    func `weeks and months without a start begin with Monday 5 January and 1 January 1970`() throws {
        let weeks = try rule(.every(interval: 2, unit: .weeks), at: ["10:00"], in: "UTC")
        #expect(try weeks.compiled().next(after: instant("1970-01-01T00:00:00Z")) == instant("1970-01-05T10:00:00Z"))
        #expect(try weeks.compiled().next(after: instant("1970-01-06T00:00:00Z")) == instant("1970-01-19T10:00:00Z"))
        let months = try rule(.every(interval: 5, unit: .months), in: "UTC")
        #expect(try months.compiled().next(after: instant("1970-01-01T00:00:00Z")) == instant("1970-06-01T00:00:00Z"))
    }

    @Test(arguments: [OverlapPolicy.first, .second, .both], ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"])
    func `a start within the doubled hour happens, whatever the policy`(policy: OverlapPolicy, start: String) throws {
        let rule = try rule(
            .every(interval: 1, unit: .days), in: "America/New_York", start: start, onOverlap: policy)
        #expect(
            try rule.instants("2026-10-31T00:00:00Z", "2026-11-02T12:00:00Z") == [start, "2026-11-02T06:30:00Z"])
    }
}
