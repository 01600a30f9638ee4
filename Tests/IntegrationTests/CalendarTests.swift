import Testing

/// Instants worked out by hand, spelled out: what `upcoming` says is what will run.
@Suite struct CalendarTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// What stands between the braces of `schedule.recurring`.
        var rule: String
        var start: String?
        var from: String
        var until: String
        /// `runAt` and `local` of each.
        var expected: [[String]]

        var testDescription: String { name }
    }

    @Test(arguments: patterns + clockChanges + gapsAndOverlaps + monthEnds)
    func `upcoming gives exactly the instants worked out by hand`(_ one: Case) throws {
        let site = try Site.greeting(["c.yaml": Samples.recurring("c", one.rule, start: one.start)])
        let rows = try site.json("upcoming", "c", "--now", one.from, "--until", one.until).items
        #expect(rows.map { [$0["runAt"]?.text ?? "", $0["local"]?.text ?? ""] } == one.expected)
    }

    static let patterns = [
        Case(
            name: "daily, New York", rule: "pattern: daily, timeOfDay: '10:00', timezone: America/New_York",
            from: "2026-06-10T00:00:00Z", until: "2026-06-12T00:00:00Z",
            expected: [
                ["2026-06-10T14:00:00Z", "2026-06-10T10:00:00-04:00"],
                ["2026-06-11T14:00:00Z", "2026-06-11T10:00:00-04:00"],
            ]),
        Case(
            name: "Monday, Wednesday, Friday, London",
            rule: "pattern: weekly, daysOfWeek: [1, 3, 5], timeOfDay: '14:00', timezone: Europe/London",
            // 2026-01-05 is a Monday.
            from: "2026-01-04T00:00:00Z", until: "2026-01-12T13:59:59Z",
            expected: [
                ["2026-01-05T14:00:00Z", "2026-01-05T14:00:00+00:00"],
                ["2026-01-07T14:00:00Z", "2026-01-07T14:00:00+00:00"],
                ["2026-01-09T14:00:00Z", "2026-01-09T14:00:00+00:00"],
            ]),
        Case(
            name: "0 and 7 are both Sunday",
            rule: "pattern: weekly, daysOfWeek: [0, 7], timeOfDay: '14:00', timezone: UTC",
            from: "2026-01-04T00:00:00Z", until: "2026-01-11T14:00:00Z",
            expected: [
                ["2026-01-04T14:00:00Z", "2026-01-04T14:00:00+00:00"],
                ["2026-01-11T14:00:00Z", "2026-01-11T14:00:00+00:00"],
            ]),
        Case(
            name: "the 1st and the 15th, Tokyo",
            rule: "pattern: monthly, daysOfMonth: [1, 15], timeOfDay: '09:00', timezone: Asia/Tokyo",
            from: "2026-03-01T00:00:01Z", until: "2026-04-15T00:00:00Z",
            expected: [
                ["2026-03-15T00:00:00Z", "2026-03-15T09:00:00+09:00"],
                ["2026-04-01T00:00:00Z", "2026-04-01T09:00:00+09:00"],
                ["2026-04-15T00:00:00Z", "2026-04-15T09:00:00+09:00"],
            ]),
        Case(
            name: "every 2 hours, from the epoch", rule: "pattern: custom, frequency: { interval: 2, unit: hours }",
            from: "2026-03-08T04:00:00Z", until: "2026-03-08T09:00:00Z",
            expected: [
                ["2026-03-08T04:00:00Z", "2026-03-08T04:00:00+00:00"],
                ["2026-03-08T06:00:00Z", "2026-03-08T06:00:00+00:00"],
                ["2026-03-08T08:00:00Z", "2026-03-08T08:00:00+00:00"],
            ]),
        Case(
            name: "every 2 hours counts from its start, which it includes",
            rule: "pattern: custom, frequency: { interval: 2, unit: hours }", start: "2026-03-08T04:30:00Z",
            from: "2026-03-08T00:00:00Z", until: "2026-03-08T08:30:00Z",
            expected: [
                ["2026-03-08T04:30:00Z", "2026-03-08T04:30:00+00:00"],
                ["2026-03-08T06:30:00Z", "2026-03-08T06:30:00+00:00"],
                ["2026-03-08T08:30:00Z", "2026-03-08T08:30:00+00:00"],
            ]),
        Case(
            name: "hours are elapsed time, whatever the clocks do",
            // From 1970-01-01T00:00-05:00, so at odd hours of UTC.
            rule: "pattern: custom, frequency: { interval: 2, unit: hours }, timezone: America/New_York",
            from: "2026-03-08T04:00:00Z", until: "2026-03-08T10:00:00Z",
            expected: [
                ["2026-03-08T05:00:00Z", "2026-03-08T00:00:00-05:00"],
                ["2026-03-08T07:00:00Z", "2026-03-08T03:00:00-04:00"],
                ["2026-03-08T09:00:00Z", "2026-03-08T05:00:00-04:00"],
            ]),
        Case(
            name: "every second week counts from its start",
            rule: "pattern: weekly, daysOfWeek: [1], timeOfDay: '10:00', timezone: UTC, interval: 2",
            start: "2026-01-07T00:00:00Z", from: "2026-01-01T00:00:00Z", until: "2026-02-03T00:00:00Z",
            // Its start lies in the week of Monday the 5th, which has passed; the next is the 19th.
            expected: [
                ["2026-01-19T10:00:00Z", "2026-01-19T10:00:00+00:00"],
                ["2026-02-02T10:00:00Z", "2026-02-02T10:00:00+00:00"],
            ]),
        Case(
            name: "several times of day", rule: "pattern: daily, timeOfDay: ['08:00', '18:30:15'], timezone: UTC",
            from: "2026-01-01T08:00:01Z", until: "2026-01-02T08:00:00Z",
            expected: [
                ["2026-01-01T18:30:15Z", "2026-01-01T18:30:15+00:00"],
                ["2026-01-02T08:00:00Z", "2026-01-02T08:00:00+00:00"],
            ]),
    ]

    static let clockChanges = [
        Case(
            name: "New York, March 2026", rule: "pattern: daily, timeOfDay: '10:00', timezone: America/New_York",
            from: "2026-03-07T00:00:00Z", until: "2026-03-10T00:00:00Z",
            expected: [
                ["2026-03-07T15:00:00Z", "2026-03-07T10:00:00-05:00"],
                ["2026-03-08T14:00:00Z", "2026-03-08T10:00:00-04:00"],
                ["2026-03-09T14:00:00Z", "2026-03-09T10:00:00-04:00"],
            ]),
        Case(
            name: "New York, November 2026", rule: "pattern: daily, timeOfDay: '10:00', timezone: America/New_York",
            from: "2026-10-31T00:00:00Z", until: "2026-11-03T00:00:00Z",
            expected: [
                ["2026-10-31T14:00:00Z", "2026-10-31T10:00:00-04:00"],
                ["2026-11-01T15:00:00Z", "2026-11-01T10:00:00-05:00"],
                ["2026-11-02T15:00:00Z", "2026-11-02T10:00:00-05:00"],
            ]),
        Case(
            name: "London, March 2026",
            rule: "pattern: weekly, daysOfWeek: [1, 3, 5], timeOfDay: '14:00', timezone: Europe/London",
            from: "2026-03-27T00:00:00Z", until: "2026-04-02T00:00:00Z",
            expected: [
                ["2026-03-27T14:00:00Z", "2026-03-27T14:00:00+00:00"],
                ["2026-03-30T13:00:00Z", "2026-03-30T14:00:00+01:00"],
                ["2026-04-01T13:00:00Z", "2026-04-01T14:00:00+01:00"],
            ]),
        Case(
            name: "London, October 2026",
            rule: "pattern: weekly, daysOfWeek: [1, 3, 5], timeOfDay: '14:00', timezone: Europe/London",
            from: "2026-10-23T00:00:00Z", until: "2026-10-29T00:00:00Z",
            expected: [
                ["2026-10-23T13:00:00Z", "2026-10-23T14:00:00+01:00"],
                ["2026-10-26T14:00:00Z", "2026-10-26T14:00:00+00:00"],
                ["2026-10-28T14:00:00Z", "2026-10-28T14:00:00+00:00"],
            ]),
        Case(
            name: "Lord Howe, April 2026, by half an hour",
            rule: "pattern: daily, timeOfDay: '10:00', timezone: Australia/Lord_Howe",
            from: "2026-04-03T00:00:00Z", until: "2026-04-05T00:00:00Z",
            expected: [
                ["2026-04-03T23:00:00Z", "2026-04-04T10:00:00+11:00"],
                ["2026-04-04T23:30:00Z", "2026-04-05T10:00:00+10:30"],
            ]),
        Case(
            name: "Lord Howe, October 2026, by half an hour",
            rule: "pattern: daily, timeOfDay: '10:00', timezone: Australia/Lord_Howe",
            from: "2026-10-02T12:00:00Z", until: "2026-10-04T12:00:00Z",
            expected: [
                ["2026-10-02T23:30:00Z", "2026-10-03T10:00:00+10:30"],
                ["2026-10-03T23:00:00Z", "2026-10-04T10:00:00+11:00"],
            ]),
    ]

    static let gapsAndOverlaps = [
        Case(
            name: "02:30 in New York's gap becomes 03:30",
            rule: "pattern: daily, timeOfDay: '02:30', timezone: America/New_York",
            from: "2026-03-08T00:00:00Z", until: "2026-03-10T00:00:00Z",
            expected: [
                ["2026-03-08T07:30:00Z", "2026-03-08T03:30:00-04:00"],
                ["2026-03-09T06:30:00Z", "2026-03-09T02:30:00-04:00"],
            ]),
        Case(
            name: "02:30 in New York's gap is left out with onGap skip",
            rule: "pattern: daily, timeOfDay: '02:30', timezone: America/New_York, onGap: skip",
            from: "2026-03-08T00:00:00Z", until: "2026-03-10T00:00:00Z",
            expected: [["2026-03-09T06:30:00Z", "2026-03-09T02:30:00-04:00"]]),
        Case(
            name: "02:15 in Lord Howe's gap becomes 02:45",
            rule: "pattern: daily, timeOfDay: '02:15', timezone: Australia/Lord_Howe",
            from: "2026-10-03T12:00:00Z", until: "2026-10-04T12:00:00Z",
            expected: [["2026-10-03T15:45:00Z", "2026-10-04T02:45:00+11:00"]]),
        Case(
            name: "01:30 twice in New York: the first",
            rule: "pattern: daily, timeOfDay: '01:30', timezone: America/New_York",
            from: "2026-11-01T00:00:00Z", until: "2026-11-02T00:00:00Z",
            expected: [["2026-11-01T05:30:00Z", "2026-11-01T01:30:00-04:00"]]),
        Case(
            name: "01:30 twice in New York: the second",
            rule: "pattern: daily, timeOfDay: '01:30', timezone: America/New_York, onOverlap: second",
            from: "2026-11-01T00:00:00Z", until: "2026-11-02T00:00:00Z",
            expected: [["2026-11-01T06:30:00Z", "2026-11-01T01:30:00-05:00"]]),
        Case(
            name: "01:30 twice in London: both",
            rule: "pattern: daily, timeOfDay: '01:30', timezone: Europe/London, onOverlap: both",
            from: "2026-10-25T00:00:00Z", until: "2026-10-26T00:00:00Z",
            expected: [
                ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00+01:00"],
                ["2026-10-25T01:30:00Z", "2026-10-25T01:30:00+00:00"],
            ]),
        Case(
            name: "01:45 twice on Lord Howe: both, half an hour apart",
            rule: "pattern: daily, timeOfDay: '01:45', timezone: Australia/Lord_Howe, onOverlap: both",
            from: "2026-04-04T12:00:00Z", until: "2026-04-05T12:00:00Z",
            expected: [
                ["2026-04-04T14:45:00Z", "2026-04-05T01:45:00+11:00"],
                ["2026-04-04T15:15:00Z", "2026-04-05T01:45:00+10:30"],
            ]),
    ]

    static let monthEnds = [
        Case(
            name: "29 February 2028", rule: "pattern: daily, timeOfDay: '12:00', timezone: UTC",
            from: "2028-02-28T12:00:01Z", until: "2028-03-01T12:00:00Z",
            expected: [
                ["2028-02-29T12:00:00Z", "2028-02-29T12:00:00+00:00"],
                ["2028-03-01T12:00:00Z", "2028-03-01T12:00:00+00:00"],
            ]),
        Case(
            name: "the 29th, in a year that has no 29 February",
            rule: "pattern: monthly, daysOfMonth: [29], timeOfDay: '12:00', timezone: UTC",
            from: "2027-01-30T00:00:00Z", until: "2027-04-01T00:00:00Z",
            expected: [["2027-03-29T12:00:00Z", "2027-03-29T12:00:00+00:00"]]),
        Case(
            name: "the 29th, in a leap year",
            rule: "pattern: monthly, daysOfMonth: [29], timeOfDay: '12:00', timezone: UTC",
            from: "2028-01-30T00:00:00Z", until: "2028-04-01T00:00:00Z",
            expected: [
                ["2028-02-29T12:00:00Z", "2028-02-29T12:00:00+00:00"],
                ["2028-03-29T12:00:00Z", "2028-03-29T12:00:00+00:00"],
            ]),
        Case(
            name: "the 31st leaves out the months that have none",
            rule: "pattern: monthly, daysOfMonth: [31], timeOfDay: '12:00', timezone: UTC",
            from: "2026-01-01T00:00:00Z", until: "2026-06-30T00:00:00Z",
            expected: [
                ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00+00:00"],
                ["2026-03-31T12:00:00Z", "2026-03-31T12:00:00+00:00"],
                ["2026-05-31T12:00:00Z", "2026-05-31T12:00:00+00:00"],
            ]),
        Case(
            name: "-1 is the last day", rule: "pattern: monthly, daysOfMonth: [-1], timeOfDay: '12:00', timezone: UTC",
            from: "2028-01-31T12:00:01Z", until: "2028-04-30T12:00:00Z",
            expected: [
                ["2028-02-29T12:00:00Z", "2028-02-29T12:00:00+00:00"],
                ["2028-03-31T12:00:00Z", "2028-03-31T12:00:00+00:00"],
                ["2028-04-30T12:00:00Z", "2028-04-30T12:00:00+00:00"],
            ]),
    ]

    @Test func `without until, the next 7 days are shown, and count limits each campaign`() throws {
        let daily = "pattern: daily, timeOfDay: '12:00', timezone: UTC"
        let site = try Site.greeting([
            "a.yaml": Samples.recurring("a", daily), "b.yaml": Samples.recurring("b", daily),
            "off.yaml": Samples.recurring("off", daily, extra: "status: paused\n"),
        ])
        let week = try site.json("upcoming", "--now", "2026-06-01T12:00:00Z").items
        // From the 1st to the 8th at 12:00, both included; by time, then by id; active campaigns alone.
        #expect(week.count == 16)
        #expect(week.prefix(2).map { $0["campaignId"]?.text } == ["a", "b"])
        #expect(week.last?["runAt"] == "2026-06-08T12:00:00Z")
        let two = try site.json("upcoming", "--count", "2", "--now", "2026-06-01T12:00:00Z").items
        #expect(two.map { $0["campaignId"]?.text } == ["a", "b", "a", "b"])
    }

    @Test func `what upcoming shows is what runs, second by second over a clock change`() throws {
        let rule = "pattern: daily, timeOfDay: '02:30', timezone: America/New_York"
        let site = try Site.greeting(["c.yaml": Samples.recurring("c", rule)])
        try site.run("run", "--now", "2026-03-07T12:00:00Z")
        #expect(try site.json("run", "--now", "2026-03-08T07:29:59Z")["occurrences"] == .array([]))
        let shifted = try site.json("run", "--now", "2026-03-08T07:30:00Z")["occurrences"]
        #expect(shifted?.items.map { $0["scheduledFor"] } == ["2026-03-08T07:30:00Z"])
        let next = try site.json("run", "--now", "2026-03-09T06:30:00Z")["occurrences"]
        #expect(next?.items.map { $0["scheduledFor"] } == ["2026-03-09T06:30:00Z"])
    }
}
