import Testing

/// What `upcoming` says of the clocks beside a row.
@Suite struct ClockMarkTests {
    /// From each row of one campaign its local time and its mark.
    private func rows(_ rule: String, now: String, until: String, schedule: String = "") throws -> [String] {
        let site = try Site.greeting(["c.yaml": Samples.recurring("c", rule, schedule: schedule)])
        let result = try site.run("upcoming", "--now", now, "--until", until)
        #expect(result.code == 0, "\(result.error)")
        return result.output.split(separator: "\n").dropFirst().map { line in
            line.split(separator: " c ", maxSplits: 1).last.map { text in
                text.split(separator: "  ", omittingEmptySubsequences: true).map { $0.drop { $0 == " " } }
                    .filter { !$0.contains("/") }.joined(separator: " | ")
            } ?? ""
        }
    }

    @Test func `the first row after a change says which way the clocks went`() throws {
        #expect(
            try rows(
                "pattern: weekly, daysOfWeek: [sat, mon], timeOfDay: '10:00', timezone: Europe/Berlin",
                now: "2026-10-23T00:00:00Z", until: "9d") == [
                    "2026-10-24 10:00:00 +02:00", "2026-10-26 10:00:00 +01:00 | clocks back 1h",
                    "2026-10-31 10:00:00 +01:00",
                ])
    }

    @Test func `a campaign's first row is held against the offset of now`() throws {
        let rule = "pattern: daily, timeOfDay: '10:00', timezone: Australia/Lord_Howe"
        #expect(
            try rows(rule, now: "2026-10-03T00:00:00Z", until: "2026-10-05T00:00:00Z") == [
                "2026-10-04 10:00:00 +11:00 | clocks forward 30m", "2026-10-05 10:00:00 +11:00",
            ])
        #expect(
            try rows(rule, now: "2026-10-04T00:00:00Z", until: "2026-10-05T00:00:00Z") == ["2026-10-05 10:00:00 +11:00"]
        )
    }

    @Test func `a row at another time than the rule's says so`() throws {
        let now = "2026-03-28T12:00:00Z"
        let zone = "timezone: Europe/Berlin"
        #expect(
            try rows("pattern: daily, timeOfDay: '02:30', \(zone)", now: now, until: "2d") == [
                "2026-03-29 03:30:00 +02:00 | clocks forward 1h, 02:30 skipped by the clocks",
                "2026-03-30 02:30:00 +02:00",
            ])
        #expect(
            try rows("pattern: daily, timeOfDay: ['00:15', '02:30'], \(zone)", now: now, until: "1d") == [
                "2026-03-29 00:15:00 +01:00",
                "2026-03-29 03:30:00 +02:00 | clocks forward 1h, 02:30 skipped by the clocks",
            ])
        // Both times are this one instant, and the rule does name it.
        #expect(
            try rows("pattern: daily, timeOfDay: ['02:30', '03:30'], \(zone)", now: now, until: "1d") == [
                "2026-03-29 03:30:00 +02:00 | clocks forward 1h"
            ])
        #expect(
            try rows("pattern: daily, timeOfDay: '03:30', \(zone)", now: now, until: "1d") == [
                "2026-03-29 03:30:00 +02:00 | clocks forward 1h"
            ])
    }

    @Test func `a spread doesn't hide that a time was skipped`() throws {
        let found = try rows(
            "pattern: daily, timeOfDay: '02:30', timezone: Europe/Berlin", now: "2026-03-28T12:00:00Z", until: "1d",
            schedule: "  spread: 2h\n")
        #expect(found.count == 1 && found.allSatisfy { $0.hasSuffix("02:30 skipped by the clocks") }, "\(found)")
    }
}
