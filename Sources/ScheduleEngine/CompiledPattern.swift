/// A rule's pattern as a cadence and the times that are laid on it.
struct CompiledPattern {
    var isElapsed = false
    var clock: [Int64]
    var cadence: Cadence
    var startLocal: Int64?

    private static let day: Int64 = 86_400

    init(_ rule: RecurrenceRule, zone: ZoneRules) {
        let start = rule.start.map { Instant(seconds: CompiledSchedule.limited($0)) }
        let local = start.map { zone.local($0) }
        // 1970-01-01, a Thursday, is day 0: its week's Monday is day -3, and the first Monday day 4.
        let startDay = local?.date.days ?? 0
        let times = rule.times.map { Int64($0.secondOfDay) }
        clock = times.count < 2 ? times : Array(Set(times)).sorted()

        switch rule.pattern {
        case .daily(let interval):
            cadence = .period(anchor: startDay * Self.day, length: Self.length(interval, Self.day))
        case .weekly(let days, let interval):
            let monday = local == nil ? 4 : startDay - Self.daysSinceMonday(startDay)
            cadence = .period(anchor: monday * Self.day, length: Self.length(interval, 7 * Self.day))
            let times = clock
            // Bit 0 of the set is Sunday, the last day of a week that begins on Monday.
            clock = (0..<7).filter { days.rawValue & (1 << UInt8(($0 + 1) % 7)) != 0 }
                .flatMap { weekday in times.map { Int64(weekday) * Self.day + $0 } }
        case .monthly(let numbers, let interval):
            cadence = Self.months(from: startDay, interval: interval, numbers: numbers)
        case .every(let interval, .minutes), .every(let interval, .hours):
            isElapsed = true
            clock = [0]
            let unit: Int64 = if case .every(_, .minutes) = rule.pattern { 60 } else { 3_600 }
            cadence = .period(
                anchor: start?.seconds ?? Self.beginning(of: zone), length: Self.length(interval, unit))
        case .every(let interval, let unit):
            if clock.isEmpty {
                clock = [Int64(local?.time.secondOfDay ?? 0)]
                startLocal = local.map { $0.date.days * Self.day + Int64($0.time.secondOfDay) }
            }
            switch unit {
            case .months:
                let number = CivilDate(days: startDay).components.day
                cadence = Self.months(from: startDay, interval: interval, numbers: [number])
            case .weeks:
                let first = local == nil ? 4 : startDay
                cadence = .period(anchor: first * Self.day, length: Self.length(interval, 7 * Self.day))
            case .minutes, .hours, .days:
                cadence = .period(anchor: startDay * Self.day, length: Self.length(interval, Self.day))
            }
        case .cron(let expression):
            clock = expression.secondsOfDay
            cadence = .cron(expression.days)
        }
    }

    /// An interval below 1 counts as 1, and one that leads out of all years as just that.
    private static func length(_ interval: Int, _ unit: Int64) -> Int64 {
        min(Int64(max(interval, 1)), CompiledSchedule.wholeRange / unit + 1) * unit
    }

    private static func daysSinceMonday(_ day: Int64) -> Int64 {
        Int64((CivilDate(days: day).weekday + 6) % 7)
    }

    private static func months(from day: Int64, interval: Int, numbers: [Int]) -> Cadence {
        let date = CivilDate(days: day).components
        return .months(
            anchor: Int64(date.year) * 12 + Int64(date.month) - 1, interval: Int64(min(max(interval, 1), 200_000)),
            days: MonthDays(numbers: numbers))
    }

    /// 1970-01-01T00:00 on the zone's clock.
    private static func beginning(of zone: ZoneRules) -> Int64 {
        switch zone.resolve(localSeconds: 0) {
        case .unique(let instant), .overlap(let instant, _): instant.seconds
        case .gap(let before, _): -Int64(before)
        }
    }
}
