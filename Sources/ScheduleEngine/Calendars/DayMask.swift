/// The BYxxx parts of a rule that a day fits or doesn't, whatever the rule's interval and first day are.
struct DayMask: Hashable, Sendable {
    /// Bit m is month m; 0 where any will do.
    private let months: UInt16
    private let monthDays: MonthDays
    private let yearDays: [Int]
    /// Bit 0 is Sunday.
    private let weekdays: UInt8
    private let ordinals: [RecurringDays.Weekday]
    /// Ordinals count within the year: of a yearly rule that names no months.
    private let countsInYear: Bool

    init(_ rule: RecurringDays.Rule) {
        months = rule.months.reduce(0) { $0 | 1 << UInt16($1) }
        monthDays = MonthDays(numbers: rule.monthDays)
        yearDays = rule.yearDays
        weekdays = rule.weekdays.reduce(0) { $1.ordinal == 0 ? $0 | 1 << UInt8($1.weekday) : $0 }
        ordinals = rule.weekdays.filter { $0.ordinal != 0 }
        countsInYear = rule.frequency == .yearly && rule.months.isEmpty
    }

    func contains(_ day: CivilDate) -> Bool {
        let date = day.components
        if months != 0, months & 1 << UInt16(date.month) == 0 { return false }
        let length = CivilDate.length(ofMonth: date.month, year: date.year)
        if !monthDays.isEmpty, monthDays.bits(ofMonthWithLength: length) & 1 << UInt32(date.day - 1) == 0 {
            return false
        }
        if weekdays != 0 || !ordinals.isEmpty {
            let weekday = day.weekday
            guard weekdays & 1 << UInt8(weekday) != 0 || isCounted(weekday, day, date, length) else { return false }
        }
        if yearDays.isEmpty { return true }
        let place = Self.placeInYear(day, date.year)
        return yearDays.contains(place.number) || yearDays.contains(place.fromEnd)
    }

    /// The first day of the next month that the rule names; nil where this day's month is one.
    func nextMonth(after day: CivilDate) -> CivilDate? {
        guard months != 0 else { return nil }
        let date = day.components
        guard months & 1 << UInt16(date.month) == 0 else { return nil }
        let length = CivilDate.length(ofMonth: date.month, year: date.year)
        return CivilDate(days: day.days + Int64(length - date.day + 1))
    }

    private func isCounted(
        _ weekday: Int, _ day: CivilDate, _ date: (year: Int, month: Int, day: Int), _ length: Int
    ) -> Bool {
        guard !ordinals.isEmpty else { return false }
        var number = (date.day - 1) / 7 + 1
        var fromEnd = -((length - date.day) / 7 + 1)
        if countsInYear {
            let place = Self.placeInYear(day, date.year)
            number = (place.number - 1) / 7 + 1
            fromEnd = (place.fromEnd + 1) / 7 - 1
        }
        return ordinals.contains { $0.weekday == weekday && ($0.ordinal == number || $0.ordinal == fromEnd) }
    }

    /// 1…366 from the year's beginning, and -1…-366 from its end.
    private static func placeInYear(_ day: CivilDate, _ year: Int) -> (number: Int, fromEnd: Int) {
        let number = Int(day.days - CivilDate.daysSinceEpoch(year: year, month: 1, day: 1)) + 1
        return (number, number - (CivilDate.isLeap(year) ? 367 : 366))
    }
}
