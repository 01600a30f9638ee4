import ScheduleEngine
import TestSupport

/// Calendars as a seeded generator makes them up.
enum RandomDays {
    static func some(_ generator: inout SeededGenerator) -> ExcludedDays {
        var stretches: [ExcludedDays.Stretch] = []
        for _ in 0..<generator.number(0...4) {
            let first = Int64(generator.number(-700_000...2_900_000))
            stretches.append(CivilDate(days: first)...CivilDate(days: first + Int64(generator.number(0...30))))
        }
        let yearly = (0..<generator.number(0...3)).map { _ in
            (month: generator.number(1...12), day: generator.number(1...31))
        }
        let rules = (0..<generator.number(0...3)).compactMap { _ in rule(&generator) }
        return ExcludedDays(stretches: stretches, yearly: yearly, recurring: rules)
    }

    private static func rule(_ generator: inout SeededGenerator) -> RecurringDays? {
        var rule = RecurringDays.Rule(generator.pick(RecurringDays.Frequency.allCases))
        func numbers(_ most: Int, _ generator: inout SeededGenerator) -> [Int] {
            generator.oneIn(2) ? [] : (0..<3).map { _ in generator.number(1...most) * (generator.oneIn(3) ? -1 : 1) }
        }
        rule.interval = generator.number(1...4)
        if generator.oneIn(3) { rule.until = CivilDate(days: Int64(generator.number(18_000...24_000))) }
        if generator.oneIn(3) { rule.count = generator.number(1...40) }
        rule.months = numbers(12, &generator).map(abs)
        if rule.frequency != .weekly { rule.monthDays = numbers(31, &generator) }
        if rule.frequency == .yearly { rule.yearDays = numbers(366, &generator) }
        let counts = rule.frequency == .monthly || rule.frequency == .yearly
        rule.weekdays = numbers(5, &generator).map {
            RecurringDays.Weekday(generator.number(0...6), ordinal: counts && generator.oneIn(2) ? $0 : 0)
        }
        rule.positions = numbers(5, &generator)
        rule.weekStart = generator.number(0...6)
        let start = CivilDate(days: Int64(generator.number(15_000...22_000)))
        return RecurringDays(
            rule, start: start, length: generator.number(1...5),
            exceptions: (0..<3).map { _ in CivilDate(days: start.days + Int64(generator.number(0...60))) })
    }
}
