import ScheduleEngine
import Testing

struct ZoneRulesTests {
    @Test(arguments: [
        // Both changes of 2026, the second before and the second of the change.
        ("America/New_York", "2026-03-08T06:59:59Z", -18_000), ("America/New_York", "2026-03-08T07:00:00Z", -14_400),
        ("America/New_York", "2026-11-01T05:59:59Z", -14_400), ("America/New_York", "2026-11-01T06:00:00Z", -18_000),
        ("Europe/London", "2026-03-29T00:59:59Z", 0), ("Europe/London", "2026-03-29T01:00:00Z", 3_600),
        ("Europe/London", "2026-10-25T00:59:59Z", 3_600), ("Europe/London", "2026-10-25T01:00:00Z", 0),
        ("Australia/Lord_Howe", "2026-04-04T14:59:59Z", 39_600),
        ("Australia/Lord_Howe", "2026-04-04T15:00:00Z", 37_800),
        ("Australia/Lord_Howe", "2026-10-03T15:29:59Z", 37_800),
        ("Australia/Lord_Howe", "2026-10-03T15:30:00Z", 39_600),
        // Beyond every list of transitions, where the footer rules.
        ("America/New_York", "2126-03-10T06:59:59Z", -18_000), ("America/New_York", "2126-03-10T07:00:00Z", -14_400),
        ("Asia/Kolkata", "2126-07-01T00:00:00Z", 19_800), ("UTC", "2126-07-01T00:00:00Z", 0),
        // Local mean time, to the second.
        ("Europe/Brussels", "1800-01-01T00:00:00Z", 1_050), ("America/New_York", "1800-01-01T00:00:00Z", -17_762),
        ("Africa/Monrovia", "1971-06-01T00:00:00Z", -2_670),
    ])
    func `an offset changes at the very second of the transition`(zone: String, at: String, offset: Int) throws {
        #expect(try systemZones.rules(for: zone).offset(at: instant(at)) == offset)
    }

    @Test
    func `calendar and clock are right before 1970 too`() throws {
        let local = try systemZones.rules(for: "America/New_York").local(instant("1969-12-31T23:59:59Z"))
        #expect(local.date == CivilDate(year: 1969, month: 12, day: 31))
        #expect(try local.time == time("18:59:59"))
    }

    @Test
    func `the next transition is the next change of the offset`() throws {
        let newYork = try systemZones.rules(for: "America/New_York")
        let spring = try #require(newYork.nextTransition(after: instant("2026-01-01T00:00:00Z")))
        #expect(try spring.at == instant("2026-03-08T07:00:00Z"))
        #expect(spring.offsetBefore == -18_000 && spring.offsetAfter == -14_400)
        let autumn = try #require(newYork.nextTransition(after: spring.at))
        #expect(try autumn.at == instant("2026-11-01T06:00:00Z"))
        let late = try #require(newYork.nextTransition(after: instant("2126-01-01T00:00:00Z")))
        #expect(try late.at == instant("2126-03-10T07:00:00Z"))
        #expect(try systemZones.rules(for: "Asia/Tokyo").nextTransition(after: instant("2026-01-01T00:00:00Z")) == nil)
        #expect(ZoneRules.utc.nextTransition(after: .earliest) == nil)
    }

    private func resolve(_ zone: String, _ local: String) throws -> LocalResolution {
        // Written as if it were UTC.
        try systemZones.rules(for: zone).resolve(localSeconds: instant(local + "Z").seconds)
    }

    @Test
    func `local times around a change are unique, missing or doubled to the second`() throws {
        let newYork = "America/New_York"
        #expect(try resolve(newYork, "2026-03-08T01:59:59") == .unique(instant("2026-03-08T06:59:59Z")))
        #expect(try resolve(newYork, "2026-03-08T02:00:00") == .gap(before: -18_000, after: -14_400))
        #expect(try resolve(newYork, "2026-03-08T02:59:59") == .gap(before: -18_000, after: -14_400))
        #expect(try resolve(newYork, "2026-03-08T03:00:00") == .unique(instant("2026-03-08T07:00:00Z")))
        #expect(try resolve(newYork, "2026-11-01T00:59:59") == .unique(instant("2026-11-01T04:59:59Z")))
        let (first, second) = try (instant("2026-11-01T05:00:00Z"), instant("2026-11-01T06:00:00Z"))
        #expect(try resolve(newYork, "2026-11-01T01:00:00") == .overlap(first: first, second: second))
        #expect(try resolve(newYork, "2026-11-01T02:00:00") == .unique(instant("2026-11-01T07:00:00Z")))
    }

    @Test
    func `a whole day can be missing, and a whole day can be doubled`() throws {
        #expect(try resolve("Pacific/Apia", "2011-12-30T00:00:00") == .gap(before: -36_000, after: 50_400))
        #expect(try resolve("Pacific/Apia", "2011-12-30T23:59:59") == .gap(before: -36_000, after: 50_400))
        #expect(try resolve("Pacific/Apia", "2011-12-31T00:00:00") == .unique(instant("2011-12-30T10:00:00Z")))
        #expect(try resolve("Pacific/Kwajalein", "1993-08-21T12:00:00") == .gap(before: -43_200, after: 43_200))
        // Alaska moved from the eastern side of the date line, when it was sold, by repeating a day.
        let (first, second) = try (instant("1867-10-18T08:57:41Z"), instant("1867-10-19T08:57:41Z"))
        #expect(try resolve("America/Juneau", "1867-10-19T00:00:00") == .overlap(first: first, second: second))
    }

    @Test
    func `times far outside of every year have an answer`() throws {
        let zone = try systemZones.rules(for: "America/New_York")
        for seconds in [Int64.min, -1 << 62, 1 << 62, Int64.max] {
            _ = zone.local(Instant(seconds: seconds))
            _ = zone.resolve(localSeconds: seconds)
            _ = zone.nextTransition(after: Instant(seconds: seconds))
        }
        #expect(zone.offset(at: Instant(seconds: .min)) == -17_762)
    }
}
