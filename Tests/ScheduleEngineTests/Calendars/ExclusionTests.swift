import ScheduleEngine
import TestSupport
import Testing

/// An excluded day is the one that the rule names, whatever becomes of the local time after that.
struct ExclusionTests {
    private func instants(
        _ pattern: RecurrencePattern, at times: [String] = [], in zone: String, without days: String,
        start: String? = nil, spread: TimeSpan = TimeSpan(seconds: 0), _ after: String, _ through: String
    ) throws -> [String] {
        var rule = try rule(pattern, at: times, in: zone, start: start)
        rule.exclude = try #require(ExcludedDays(days))
        return try rule.compiled(spread: spread).occurrences(after: instant(after), through: instant(through))
            .map { String($0.description.dropFirst(5).dropLast(4)) }
    }

    @Test
    func `each pattern leaves out the local dates that its calendar names`() throws {
        let daily = try instants(
            .daily(interval: 1), at: ["10:00", "23:30"], in: "America/New_York", without: "2026-12-24..2026-12-25",
            "2026-12-23T12:00:00Z", "2026-12-27T00:00:00Z")
        #expect(daily == ["12-23T15:00", "12-24T04:30", "12-26T15:00"])
        let weekly = try instants(
            .weekly(days: .mondayWednesdayFriday, interval: 1), at: ["10:00"], in: "UTC", without: "--12-25",
            "2026-12-21T12:00:00Z", "2026-12-29T00:00:00Z")
        #expect(weekly == ["12-23T10:00", "12-28T10:00"])
        let monthly = try instants(
            .monthly(days: [1, -1], interval: 1), at: ["10:00"], in: "UTC", without: "--01-01,2026-02-28",
            "2025-12-31T00:00:00Z", "2026-03-31T00:00:00Z")
        #expect(monthly == ["12-31T10:00", "01-31T10:00", "02-01T10:00", "03-01T10:00"])
        let days = try instants(
            .every(interval: 2, unit: .days), in: "UTC", without: "2026-06-03", start: "2026-06-01T08:00:00Z",
            "2026-06-01T00:00:00Z", "2026-06-08T00:00:00Z")
        #expect(days == ["06-01T08:00", "06-05T08:00", "06-07T08:00"])
        let months = try instants(
            .every(interval: 1, unit: .months), in: "UTC", without: "2026-07-15", start: "2026-06-15T08:00:00Z",
            "2026-06-01T00:00:00Z", "2026-09-01T00:00:00Z")
        #expect(months == ["06-15T08:00", "08-15T08:00"])
    }

    @Test
    func `elapsed time goes by the date that the zone's calendar shows`() throws {
        // 15 June in Tokyo begins at 15:00Z on the 14th.
        let hours = try instants(
            .every(interval: 6, unit: .hours), in: "Asia/Tokyo", without: "2026-06-15", start: "2026-06-01T00:00:00Z",
            "2026-06-14T11:00:00Z", "2026-06-15T20:00:00Z")
        #expect(hours == ["06-14T12:00", "06-15T18:00"])
        // A day of 25 hours: the excluded one ends at 05:00Z.
        let long = try instants(
            .every(interval: 30, unit: .minutes), in: "America/New_York", without: "2026-11-01",
            "2026-11-01T03:00:00Z", "2026-11-02T05:30:00Z")
        #expect(long == ["11-01T03:30", "11-02T05:00", "11-02T05:30"])
    }

    @Test
    func `a time that a gap moves past midnight belongs to the day that named it`() throws {
        // Beirut's clocks jump from 00:00 to 01:00 on 2026-03-29.
        let zone = "Asia/Beirut"
        let shifted = try instants(
            .daily(interval: 1), at: ["00:30"], in: zone, without: "2026-03-29", "2026-03-27T23:00:00Z",
            "2026-03-30T23:00:00Z")
        #expect(shifted == ["03-29T21:30", "03-30T21:30"])
        // Samoa had no 30 December 2011: what it names comes on the 31st, and is gone with the 30th alone.
        let samoa = "Pacific/Apia"
        let window = ("2011-12-29T00:00:00Z", "2011-12-31T00:00:00Z")
        let kept = try instants(
            .daily(interval: 1), at: ["12:00"], in: samoa, without: "2011-12-31", window.0, window.1)
        #expect(kept == ["12-29T22:00", "12-30T22:00"])
        let left = try instants(
            .daily(interval: 1), at: ["12:00"], in: samoa, without: "2011-12-30..2011-12-31", window.0, window.1)
        #expect(left == ["12-29T22:00"])
    }

    @Test
    func `the spread moves an occurrence into an excluded day, and out of one never`() throws {
        let moved = try instants(
            .daily(interval: 1), at: ["23:30"], in: "UTC", without: "2026-12-25", spread: .hours(1),
            "2026-12-24T00:00:00Z", "2026-12-27T12:00:00Z")
        #expect(moved == ["12-24T00:30", "12-25T00:30", "12-27T00:30"])
    }

    @Test
    func `nominal times and what becomes of them leave the days out`() throws {
        var rule = try rule(.daily(interval: 1), at: ["10:00"], in: "UTC")
        rule.exclude = try #require(ExcludedDays("1970-01-02"))
        let schedule = try rule.compiled()
        #expect(Array(schedule.nominalTimes(from: 0, through: 3 * 86_400 - 1)) == [36_000, 208_800])
        #expect(schedule.instants(ofNominal: 36_000).count == 1)
        #expect(schedule.instants(ofNominal: 122_400).isEmpty)
    }

    @Test(arguments: [
        RecurrencePattern.every(interval: 1, unit: .minutes), .daily(interval: 1), .every(interval: 3, unit: .months),
        .weekly(days: .monday, interval: 2), .monthly(days: [31], interval: 1),
    ])
    func `where every day is left out nothing comes, and that is known soon`(pattern: RecurrencePattern) throws {
        for days in ["0000-01-01..9999-12-31", "2000-01-01/P1D/FREQ=DAILY"] {
            var rule = try rule(pattern, at: ["10:00"], in: "America/New_York", start: "2026-01-31T12:00:00Z")
            rule.exclude = try #require(ExcludedDays(days))
            let schedule = try rule.compiled()
            let clock = ContinuousClock()
            let after = try instant("2026-06-01T00:00:00Z")
            let time = clock.measure { #expect(schedule.next(after: after) == nil) }
            #expect(time < .seconds(5))
            var iterator = schedule.occurrences(after: .earliest, through: .latest).makeIterator()
            while iterator.next() != nil {}
            #expect(iterator.next() == nil)
        }
    }

    @Test
    func `a day of a minutely rule is looked up once, however full the calendar is`() throws {
        var rule = try rule(.every(interval: 1, unit: .minutes), in: "America/New_York")
        let saturdays = (0..<100).map { "2026-01-0\($0 % 9 + 1)/P1D/FREQ=YEARLY/INTERVAL=\($0 + 2)/BYDAY=SA" }
        rule.exclude = try #require(ExcludedDays(saturdays.joined(separator: ",") + ",2027-01-01..2056-12-31"))
        let schedule = try rule.compiled()
        let all = schedule.occurrences(
            after: try instant("2026-07-04T04:00:00Z"), through: try instant("2057-01-01T05:00:30Z"))
        // From Saturday, 4 July: 180 days until the year's end, of which 25 are Saturdays and one has an hour more; then
        // thirty years without a minute, and the first one after them.
        let expected = (180 - 25) * 1_440 + 60 + 1
        let clock = ContinuousClock()
        let time = clock.measure { #expect(all.reduce(into: 0) { count, _ in count += 1 } == expected) }
        #expect(time < .seconds(10))
    }

    @Test
    func `random schedules with calendars are those without them, less the excluded days`() throws {
        let seed: UInt64 = 1_126
        var generator = SeededGenerator(seed: seed)
        let zones = ["America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]
        var removed = 0
        for _ in 0..<300 {
            let zone = generator.pick(zones)
            let after = Instant(seconds: Int64(generator.number(1_500_000_000...1_900_000_000)))
            let through = after + .days(Int64(generator.number(1...40)))
            let isElapsed = generator.oneIn(2)
            let unit: FrequencyUnit = generator.oneIn(2) ? .minutes : .hours
            let elapsed = RecurrencePattern.every(interval: generator.number(1...300), unit: unit)
            let named: [RecurrencePattern] = [.daily(interval: 1), .weekly(days: .mondayWednesday, interval: 1)]
            let pattern = isElapsed ? elapsed : generator.pick(named)
            // At noon no clock changes anywhere, so that the instant tells the date that was named.
            var rule = try rule(pattern, at: isElapsed ? [] : ["12:00", "12:15"], in: zone)
            let rules = try systemZones.rules(for: zone)
            let all = Array(try rule.compiled().occurrences(after: after, through: through))
            let first = after.day.days + Int64(generator.number(-2...30))
            rule.exclude = RandomDays.some(&generator).union(
                ExcludedDays(stretches: [CivilDate(days: first)...CivilDate(days: first + 3)]))
            let expected = all.filter { !rule.exclude.contains(rules.local($0).date) }
            let found = Array(try rule.compiled().occurrences(after: after, through: through))
            try #require(found == expected, "seed \(seed): \(rule)")
            removed += all.count - found.count
        }
        #expect(removed > 1_000)
    }
}
