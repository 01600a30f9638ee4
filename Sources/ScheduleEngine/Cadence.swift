/// How a rule's base days follow one another; the times of day are laid on each.
enum Cadence: Hashable, Sendable {
    /// Every `length` seconds, counted in both directions from `anchor`, which is local seconds since 1970 (or UTC ones
    /// where the rule counts elapsed time).
    case period(anchor: Int64, length: Int64)
    /// Days of every `interval`-th month, counted from month `anchor` = year × 12 + month − 1.
    case months(anchor: Int64, interval: Int64, days: MonthDays)
    /// The days that a cron expression names in each month.
    case cron(CronDays)
}
