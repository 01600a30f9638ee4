/// Which days, or which steps of elapsed time, a rule names. An interval below 1 counts as 1.
public enum RecurrencePattern: Hashable, Sendable {
    /// Every `interval`-th day; 1 or more.
    case daily(interval: Int)
    /// On these days of every `interval`-th week; weeks begin on Monday.
    case weekly(days: WeekdaySet, interval: Int)
    /// On these days (1…31, or -1…-31 from the month's end) of every `interval`-th month. Months that lack a day leave
    /// it out.
    case monthly(days: [Int], interval: Int)
    /// Every `interval` units from the start. Minutes and hours are elapsed time, and take no notice of the
    /// rule's `times`; days, weeks and months keep the local time.
    case every(interval: Int, unit: FrequencyUnit)
    /// At the dates and times of a cron expression, which has its own times of day: those of the rule don't count.
    case cron(CronExpression)
}
