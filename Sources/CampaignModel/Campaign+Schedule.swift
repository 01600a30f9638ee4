import ScheduleEngine

extension Campaign {
    /// What the engine enumerates. A declaration that says too little for its type is `triggered`: nothing comes of it
    /// by the clock (the reader has refused such a file; this only keeps the function total).
    public var engineSchedule: Schedule {
        Schedule(rule: engineRule, spread: spreadOffset)
    }

    /// `schedule.spread` as this campaign's own fixed offset: 0 or more, below the declared span.
    private var spreadOffset: TimeSpan {
        guard let span = schedule.spread, span.seconds > 0 else { return TimeSpan(seconds: 0) }
        let share = StableHash.fraction("spread", campaignId: campaignId)
        return TimeSpan(seconds: Int64(share * Double(span.seconds)))
    }

    private var engineRule: Schedule.Rule {
        switch type {
        case .triggerBased:
            return .triggered
        case .oneTime:
            guard let start = schedule.startDateTime else { return .triggered }
            return .once(start)
        case .recurring:
            return schedule.recurrenceRule.map { .recurring($0) } ?? .triggered
        }
    }
}

extension ScheduleDeclaration {
    /// What `recurring` means to the engine; nil where there is none, or where it says too little for its pattern.
    public var recurrenceRule: RecurrenceRule? {
        guard let recurring, let pattern = recurring.enginePattern else { return nil }
        let times = recurring.pattern == .cron ? [] : recurring.timeOfDay?.times ?? []
        return RecurrenceRule(
            pattern: pattern, times: times, zone: recurring.timezone, start: startDateTime, end: recurring.endDate,
            onGap: recurring.onGap ?? .shift, onOverlap: recurring.onOverlap ?? pattern.usualOverlap)
    }
}

extension Recurring {
    fileprivate var enginePattern: RecurrencePattern? {
        switch pattern {
        case .daily:
            return .daily(interval: interval ?? 1)
        case .weekly:
            let days = (daysOfWeek ?? []).compactMap(WeekdaySet.init(number:))
            return .weekly(days: WeekdaySet(days), interval: interval ?? 1)
        case .monthly:
            return .monthly(days: daysOfMonth ?? [], interval: interval ?? 1)
        case .custom:
            guard let frequency else { return nil }
            return .every(interval: frequency.interval, unit: frequency.unit)
        case .cron:
            guard let expression, let cron = try? CronExpression(expression) else { return nil }
            return .cron(cron)
        }
    }
}

extension RecurrencePattern {
    /// Every hour of a night means the hour that happens twice, too; an hour of the day means one.
    fileprivate var usualOverlap: OverlapPolicy {
        if case .cron(let expression) = self, expression.isEveryHour { return .both }
        return .first
    }
}
