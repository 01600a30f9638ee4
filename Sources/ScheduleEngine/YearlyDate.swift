/// A day that every year has, as a TZ string names it, and a time on it.
struct YearlyDate: Hashable, Sendable {
    enum Day: Hashable, Sendable {
        /// `Jn`: 1…365, 29 February is never counted.
        case julianWithoutLeapDay(Int)
        /// `n`: 0…365, 29 February is counted.
        case dayOfYear(Int)
        /// `Mm.w.d`: week 1…5 where 5 is the last; weekday 0…6 from Sunday.
        case weekday(month: Int, week: Int, weekday: Int)
    }

    var day: Day
    /// Seconds from the day's midnight; ± 167 hours.
    var time: Int64

    /// Seconds since 1970 on the local clock.
    func localSeconds(inYear year: Int) -> Int64 { date(inYear: year) * 86_400 + time }

    private func date(inYear year: Int) -> Int64 {
        switch day {
        case .julianWithoutLeapDay(let number):
            let first = CivilDate.daysSinceEpoch(year: year, month: 1, day: 1)
            // 28 February is day 59.
            return first + Int64(number - 1) + (number > 59 && CivilDate.isLeap(year) ? 1 : 0)
        case .dayOfYear(let number):
            return CivilDate.daysSinceEpoch(year: year, month: 1, day: 1) + Int64(number)
        case .weekday(let month, let week, let weekday):
            let first = CivilDate(days: CivilDate.daysSinceEpoch(year: year, month: month, day: 1))
            let toFirst = (weekday - first.weekday + 7) % 7
            let dayIndex = toFirst + (week - 1) * 7
            let length = CivilDate.length(ofMonth: month, year: year)
            return first.days + Int64(dayIndex < length ? dayIndex : dayIndex - 7)
        }
    }
}
