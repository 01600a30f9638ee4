/// A line for a store's column, such as
/// `weekly;days=1,3;interval=2;times=36000;start=1735120800;gap=shift;overlap=first;spread=0;zone=America/New_York`.
///
/// Times are seconds of the day, instants seconds since 1970, weekdays 0 (Sunday) to 6. Days to leave out stand before the
/// policies, as `;exclude=2026-12-24..2026-12-26,--01-01`. The zone comes last and is taken as it stands, so that every
/// schedule survives the round trip.
extension Schedule: LosslessStringConvertible {
    /// Nil for anything that `description` doesn't write.
    public init?(_ text: String) {
        var reader = ScheduleTextReader(text)
        guard let schedule = reader.schedule() else { return nil }
        self = schedule
    }

    public var description: String {
        switch rule {
        case .once(let instant): "once;at=\(instant.seconds);spread=\(spread.seconds)"
        case .triggered: "triggered;spread=\(spread.seconds)"
        case .recurring(let rule): rule.text(spread: spread)
        }
    }
}

extension RecurrenceRule {
    fileprivate func text(spread: TimeSpan) -> String {
        var text = pattern.text
        text += ";times=" + times.map { String($0.secondOfDay) }.joined(separator: ",")
        if let start { text += ";start=\(start.seconds)" }
        if let end { text += ";end=\(end.seconds)" }
        if !exclude.isEmpty { text += ";exclude=\(exclude)" }
        return text + ";gap=\(onGap.rawValue);overlap=\(onOverlap.rawValue);spread=\(spread.seconds);zone=\(zone)"
    }
}

extension RecurrencePattern {
    fileprivate var text: String {
        switch self {
        case .daily(let interval):
            return "daily;interval=\(interval)"
        case .weekly(let days, let interval):
            let numbers = (0..<8).filter { days.rawValue & (1 << UInt8($0)) != 0 }
            return "weekly;days=\(numbers.map(String.init).joined(separator: ","));interval=\(interval)"
        case .monthly(let days, let interval):
            return "monthly;days=\(days.map(String.init).joined(separator: ","));interval=\(interval)"
        case .every(let interval, let unit):
            return "every;unit=\(unit.rawValue);interval=\(interval)"
        case .cron(let expression):
            // No expression has a semicolon in it.
            return "cron;expression=\(expression)"
        }
    }
}
