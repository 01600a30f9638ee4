import ScheduleEngine
import TestSupport
import Testing

struct OccurrencePropertyTests {
    @Test
    func `a sequence walked step by step with next is the same sequence`() throws {
        let seed: UInt64 = 77
        var generator = SeededGenerator(seed: seed)
        let zones = ["America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Scoresbysund", "UTC"]
        for _ in 0..<200 {
            let zone = try systemZones.rules(for: try #require(zones.randomElement(using: &generator)))
            let (after, through) = window(in: zone, &generator)
            let rule = RandomSchedules.rule(in: zone, near: after, over: through - after, &generator)
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
}
