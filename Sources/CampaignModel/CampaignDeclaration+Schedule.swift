import ScheduleEngine

extension CampaignDeclaration {
    /// What the engine enumerates. A declaration that says too little for its type is `triggered`: nothing comes of it
    /// by the clock (the reader has refused such a file; this only keeps the function total).
    public var engineSchedule: Schedule {
        Schedule(rule: campaign.engineRule(excluding: excludedDays), spread: campaign.spreadOffset)
    }

    private var excludedDays: ExcludedDays {
        guard let calendars, let ids = campaign.schedule.recurring?.exclude else { return ExcludedDays() }
        return ids.compactMap { calendars[$0] }.reduce(ExcludedDays()) { $0.union($1) }
    }
}

extension Campaign {
    /// `schedule.spread` as this campaign's own fixed offset: 0 or more, below the declared span.
    fileprivate var spreadOffset: TimeSpan {
        guard let span = schedule.spread, span.seconds > 0 else { return TimeSpan(seconds: 0) }
        let share = StableHash.fraction("spread", campaignId: campaignId)
        return TimeSpan(seconds: Int64(share * Double(span.seconds)))
    }

    fileprivate func engineRule(excluding days: ExcludedDays) -> Schedule.Rule {
        switch type {
        case .triggerBased:
            return .triggered
        case .oneTime:
            guard let start = schedule.startDateTime else { return .triggered }
            return .once(start)
        case .recurring:
            return schedule.recurrenceRule(excluding: days).map { .recurring($0) } ?? .triggered
        }
    }
}

extension ScheduleDeclaration {
    /// What `recurring` means to the engine; nil where there is none, or where it says too little for its pattern.
    /// - Parameter days: what the calendars that it excludes come to.
    public func recurrenceRule(excluding days: ExcludedDays = ExcludedDays()) -> RecurrenceRule? {
        guard let recurring, let pattern = recurring.enginePattern else { return nil }
        let times = recurring.pattern == .cron ? [] : recurring.timeOfDay?.times ?? []
        return RecurrenceRule(
            pattern: pattern, times: times, zone: recurring.timezone, start: startDateTime, end: recurring.endDate,
            onGap: recurring.onGap ?? .shift, onOverlap: recurring.onOverlap ?? pattern.usualOverlap,
            exclude: days)
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
