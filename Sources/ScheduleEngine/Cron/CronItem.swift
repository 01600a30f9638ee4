/// What stands between the commas of a field.
enum CronItem {
    /// Bit n is the value n; of the days of the week 0 is Sunday, and there is no 7.
    case values(UInt64)
    /// `L`
    case lastDay
    /// `LW`: the last day from Monday to Friday.
    case lastWorkday
    /// `15W`: the day from Monday to Friday that is nearest to the 15th.
    case nearestWorkday(Int)
    /// `5L`: the month's last Friday.
    case lastWeekday(Int)
    /// `MON#2`: the month's second Monday.
    case nthWeekday(Int, Int)
}
