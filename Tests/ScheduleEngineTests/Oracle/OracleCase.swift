import ScheduleEngine

/// One schedule over one stretch of time, to be computed twice.
struct OracleCase: Sendable {
    var rule: RecurrenceRule
    var spread: TimeSpan
    var after: Instant
    var through: Instant

    /// As oracle.py reads it.
    var question: String { "case \(after.seconds) \(through.seconds) \(ruleText)" }

    func occurrences(in zone: ZoneRules) -> [Instant] {
        let compiled = CompiledSchedule(Schedule(rule: .recurring(rule), spread: spread), zone: zone)
        return Array(compiled.occurrences(after: after, through: through))
    }

    /// Not the text that schedules are stored as: a mistake in that would go into both computations.
    private var ruleText: String {
        var text = pattern + ";gap=\(rule.onGap.rawValue);overlap=\(rule.onOverlap.rawValue);spread=\(spread.seconds)"
        if !rule.times.isEmpty { text += ";times=" + rule.times.map { "\($0.secondOfDay)" }.joined(separator: ",") }
        if !rule.exclude.isEmpty { text += ";exclude=\(rule.exclude)" }
        if let start = rule.start { text += ";start=\(start.seconds)" }
        if let end = rule.end { text += ";end=\(end.seconds)" }
        return text
    }

    private var pattern: String {
        switch rule.pattern {
        case .daily(let interval):
            return "daily;interval=\(interval)"
        case .weekly(let days, let interval):
            let numbers = (0..<7).filter { days.rawValue & 1 << UInt8($0) != 0 }
            return "weekly;interval=\(interval);days=" + numbers.map(String.init).joined(separator: ",")
        case .monthly(let days, let interval):
            return "monthly;interval=\(interval);days=" + days.map(String.init).joined(separator: ",")
        case .every(let interval, let unit):
            return "every;interval=\(interval);unit=\(unit.rawValue)"
        case .cron(let expression):
            return "cron;expression=\(expression)"
        }
    }
}
