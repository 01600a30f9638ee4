import ScheduleEngine
import TestSupport
import Testing

struct OccurrencePropertyTests {
    @Test
    func `two thousand random schedules in all zones agree with a walk over every quarter of an hour`() throws {
        let seed: UInt64 = 20_261_101
        var generator = SeededGenerator(seed: seed)
        let zones = try systemZones.identifiers().map { try systemZones.rules(for: $0) }
        var compared = 0
        var found = 0
        while compared < 2_000 {
            let zone = try #require(zones.randomElement(using: &generator))
            let (after, through) = window(in: zone, &generator)
            guard let oracle = OccurrenceOracle(zone: zone, after: after, through: through) else { continue }
            let rule = randomRule(zone: zone.identifier, near: after, &generator)
            let spread = Bool.random(using: &generator) ? 0 : Int64.random(in: 1...100_000, using: &generator)
            let compiled = CompiledSchedule(
                Schedule(rule: .recurring(rule), spread: TimeSpan(seconds: spread)), zone: zone)
            let actual = Array(compiled.occurrences(after: after, through: through))
            let expected = oracle.occurrences(of: rule, spread: spread, after: after, through: through)
            try #require(
                actual == expected, "seed \(seed), case \(compared): \(rule) + \(spread) s in \(after)…\(through)")
            if let first = expected.first { #expect(compiled.next(after: after) == first) }
            compared += 1
            found += expected.count
        }
        #expect(found > 20_000)
    }

    @Test
    func `a sequence walked step by step with next is the same sequence`() throws {
        let seed: UInt64 = 77
        var generator = SeededGenerator(seed: seed)
        let zones = ["America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Scoresbysund", "UTC"]
        for _ in 0..<200 {
            let zone = try systemZones.rules(for: try #require(zones.randomElement(using: &generator)))
            let (after, through) = window(in: zone, &generator)
            let rule = randomRule(zone: zone.identifier, near: after, &generator)
            let compiled = CompiledSchedule(Schedule(rule: .recurring(rule), spread: .minutes(3)), zone: zone)
            var at = after
            for expected in compiled.occurrences(after: after, through: through).prefix(300) {
                let next = compiled.next(after: at)
                try #require(next == expected, "seed \(seed): \(rule) after \(at)")
                at = expected
            }
        }
    }

    /// Four times out of five around a change of the clocks, where there is one.
    private func window(in zone: ZoneRules, _ generator: inout SeededGenerator) -> (Instant, Instant) {
        let year = Int64.random(in: 0..<130, using: &generator)
        var middle = Instant(seconds: year * 31_556_952 + Int64.random(in: 0..<31_556_952, using: &generator))
        if Int.random(in: 0..<5, using: &generator) > 0, let change = zone.nextTransition(after: middle) {
            middle = change.at
        }
        let length = Int64.random(in: 1...6, using: &generator) * (Int.random(in: 0..<4, using: &generator) > 0 ? 1 : 8)
        let before = Int64.random(in: 0..<(length * 86_400), using: &generator)
        let after = Instant(seconds: middle.seconds - before)
        return (after, after + .days(length))
    }

    private func randomRule(
        zone: String, near instant: Instant, _ generator: inout SeededGenerator
    ) -> RecurrenceRule {
        let intervals = [1, 1, 1, 2, 3, 7]
        let interval = intervals.randomElement(using: &generator) ?? 1
        let pattern: RecurrencePattern
        switch Int.random(in: 0..<6, using: &generator) {
        case 0, 1: pattern = .daily(interval: interval)
        case 2:
            let days = WeekdaySet(rawValue: UInt8.random(in: 1..<128, using: &generator))
            pattern = .weekly(days: days, interval: interval)
        case 3:
            let days = (0..<12).map { _ in Int.random(in: -31...31, using: &generator) }
            pattern = .monthly(days: days.filter { $0 != 0 }, interval: interval)
        default:
            pattern = .every(
                interval: interval, unit: FrequencyUnit.allCases.randomElement(using: &generator) ?? .days)
        }
        // The hours that clock changes like, more often than the others.
        var seconds: Set<Int> = []
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let quarters = Bool.random(using: &generator) ? 0..<16 : 0..<96
            seconds.insert(Int.random(in: quarters, using: &generator) * 900)
        }
        var times = seconds.sorted().compactMap { LocalTime(secondOfDay: $0) }
        if case .every = pattern, Bool.random(using: &generator) { times = [] }
        func quarter(_ days: ClosedRange<Int64>) -> Instant {
            let seconds = instant.seconds + Int64.random(in: days, using: &generator) * 86_400
            return Instant(seconds: seconds - seconds % 900 + Int64.random(in: 0..<96, using: &generator) * 900)
        }
        return RecurrenceRule(
            pattern: pattern, times: times, zone: zone,
            start: Int.random(in: 0..<3, using: &generator) > 0 ? quarter(-400...6) : nil,
            end: Int.random(in: 0..<3, using: &generator) == 0 ? quarter(1...20) : nil,
            onGap: GapPolicy.allCases.randomElement(using: &generator) ?? .shift,
            onOverlap: OverlapPolicy.allCases.randomElement(using: &generator) ?? .first)
    }
}
