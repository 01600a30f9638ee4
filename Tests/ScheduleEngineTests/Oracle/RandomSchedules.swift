import ScheduleEngine
import TestSupport

/// Rules at random, whose times and bounds like the neighbourhood of one moment.
enum RandomSchedules {
    /// - Parameter stretch: What it will be asked about; in a long one a custom rule has longer steps.
    static func rule(
        in zone: ZoneRules, near moment: Instant, over stretch: TimeSpan, _ generator: inout SeededGenerator
    ) -> RecurrenceRule {
        let isLong = stretch > .days(7)
        var pattern = pattern(isLong: isLong, &generator)
        if generator.oneIn(4) { pattern = cron(in: zone, near: moment, isLong: isLong, &generator) ?? pattern }
        var times = times(in: zone, near: moment, &generator)
        var onOverlap = generator.pick(OverlapPolicy.allCases)
        switch pattern {
        case .every where generator.oneIn(2): times = []
        case .cron(let expression):
            times = []
            if expression.isEveryHour { onOverlap = .both }
        default: break
        }
        return RecurrenceRule(
            pattern: pattern, times: times, zone: zone.identifier,
            start: generator.oneIn(3) ? nil : bound(near: moment, days: -400...2, &generator),
            end: generator.oneIn(3) ? bound(near: moment, days: 0...20, &generator) : nil,
            onGap: generator.pick(GapPolicy.allCases), onOverlap: onOverlap,
            exclude: generator.oneIn(4) ? days(near: moment, &generator) : ExcludedDays())
    }

    private static func pattern(isLong: Bool, _ generator: inout SeededGenerator) -> RecurrencePattern {
        switch generator.number(0...6) {
        case 0, 1: .daily(interval: interval(&generator))
        case 2: weekly(&generator)
        case 3: monthly(&generator)
        default: custom(isLong: isLong, &generator)
        }
    }

    private static func cron(
        in zone: ZoneRules, near moment: Instant, isLong: Bool, _ generator: inout SeededGenerator
    ) -> RecurrencePattern? {
        let text = RandomExpressions.expression(in: zone, near: moment, isLong: isLong, &generator)
        return (try? CronExpression(text)).map { .cron($0) }
    }

    /// Some days around the moment, and one of every year.
    private static func days(near moment: Instant, _ generator: inout SeededGenerator) -> ExcludedDays {
        var stretches: [ClosedRange<CivilDate>] = []
        for _ in 0..<generator.number(0...3) {
            let first = moment.seconds / 86_400 + Int64(generator.number(-6...6))
            stretches.append(CivilDate(days: first)...CivilDate(days: first + Int64(generator.number(0...2))))
        }
        let date = CivilDate(days: moment.seconds / 86_400 + Int64(generator.number(-2...2))).components
        return ExcludedDays(stretches: stretches, yearly: generator.oneIn(2) ? [(date.month, date.day)] : [])
    }

    private static func weekly(_ generator: inout SeededGenerator) -> RecurrencePattern {
        .weekly(days: WeekdaySet(rawValue: UInt8(generator.number(1...127))), interval: interval(&generator))
    }

    private static func monthly(_ generator: inout SeededGenerator) -> RecurrencePattern {
        var days: Set<Int> = []
        for _ in 0...generator.number(0...8) {
            days.insert(generator.oneIn(2) ? generator.number(1...31) : -generator.number(1...31))
        }
        return .monthly(days: days.sorted(), interval: interval(&generator))
    }

    /// Every minute of a year would say no more than every minute of some days, and take longer.
    private static func custom(isLong: Bool, _ generator: inout SeededGenerator) -> RecurrencePattern {
        let unit = generator.pick(FrequencyUnit.allCases)
        switch unit {
        case .minutes:
            let intervals = isLong ? [1_000, 1_440, 10_007] : [7, 45, 60, 90, 1_000]
            return .every(interval: generator.pick(intervals), unit: unit)
        case .hours:
            return .every(interval: isLong ? generator.pick([12, 24, 100]) : interval(&generator), unit: unit)
        case .days, .weeks, .months:
            return .every(interval: interval(&generator), unit: unit)
        }
    }

    private static func interval(_ generator: inout SeededGenerator) -> Int {
        generator.pick([1, 1, 1, 1, 2, 2, 3, 5, 7, 12])
    }

    /// Three times out of four within two hours of what the clock shows at the moment, before or after it changes.
    private static func times(
        in zone: ZoneRules, near moment: Instant, _ generator: inout SeededGenerator
    ) -> [LocalTime] {
        var seconds: Set<Int> = []
        for _ in 0...generator.number(0...4) {
            let step = generator.pick([1, 60, 60, 300, 900, 1_800])
            var second = generator.number(0...86_399)
            if !generator.oneIn(4) {
                let offset = zone.offset(at: moment - TimeSpan(seconds: generator.oneIn(2) ? 1 : 0))
                second = Int(moment.seconds) + offset + generator.number(-7_200...7_200)
            }
            seconds.insert((second % 86_400 + 86_400) % 86_400 / step * step)
        }
        return seconds.sorted().compactMap { LocalTime(secondOfDay: $0) }
    }

    /// Half of them so near that the bound falls among the occurrences of a change's own days.
    private static func bound(
        near moment: Instant, days: ClosedRange<Int>, _ generator: inout SeededGenerator
    ) -> Instant {
        let step = generator.pick([1, 60, 900, 1_800])
        var second = Int(moment.seconds) + generator.number(-14_400...14_400)
        if generator.oneIn(2) { second += generator.number(days) * 86_400 + generator.number(0...86_399) }
        return Instant(seconds: Int64(second / step * step))
    }
}
