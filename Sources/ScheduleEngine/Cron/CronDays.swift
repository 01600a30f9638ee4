/// The days that a cron expression names in each month.
struct CronDays: Hashable, Sendable {
    /// Bit 1 is January.
    var months: UInt16 = 0
    /// Numbers, and `L`.
    var numbers = MonthDays(bits: 0, hasLast: false)
    /// `15W`: bit 0 is the first of the month.
    var nearestWorkdays: UInt32 = 0
    /// `LW`
    var hasLastWorkday = false
    /// The weekdays of the month's first seven days, of its second seven, and so on: seven bits each, bit 0 is Sunday.
    /// A weekday without a number stands in all five.
    var weeks: UInt64 = 0
    /// `5L`: bit 0 is Sunday.
    var lastWeekdays: UInt64 = 0
    /// One of day of month and day of week is enough.
    var isEither = false

    private static let week: UInt64 = 0b111_1111

    /// Weekdays in all weeks of a month; bit 0 is Sunday.
    static func everyWeek(_ weekdays: UInt64) -> UInt64 {
        (0..<5).reduce(0) { $0 | (weekdays & week) << UInt64($1 * 7) }
    }

    /// - Parameters:
    ///   - month: 1…12.
    ///   - length: 28…31.
    ///   - weekday: of the first of the month, 0…6; 0 is Sunday.
    /// - Returns: Bit 0 is the first of the month.
    func bits(ofMonth month: Int, length: Int, firstWeekday weekday: Int) -> UInt32 {
        guard months & 1 << UInt16(month) != 0 else { return 0 }
        var byNumber = numbers.bits(ofMonthWithLength: length)
        if nearestWorkdays != 0 || hasLastWorkday { byNumber |= workdays(length: length, firstWeekday: weekday) }
        var byWeekday: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 35, by: 7) {
            byWeekday |= Self.turned(weeks >> shift & Self.week, by: weekday) << shift
        }
        if lastWeekdays != 0 {
            byWeekday |= Self.turned(lastWeekdays, by: (weekday + length) % 7) << UInt64(length - 7)
        }
        byWeekday &= 1 << UInt64(length) - 1
        return isEither ? byNumber | UInt32(byWeekday) : byNumber & UInt32(byWeekday)
    }

    /// Seven days that begin on `weekday`, of a set that begins on Sunday.
    private static func turned(_ weekdays: UInt64, by weekday: Int) -> UInt64 {
        (weekdays >> UInt64(weekday) | weekdays << UInt64(7 - weekday)) & week
    }

    private func workdays(length: Int, firstWeekday: Int) -> UInt32 {
        func weekday(_ day: Int) -> Int { (firstWeekday + day - 1) % 7 }
        var bits: UInt32 = 0
        for day in 1...length where nearestWorkdays & 1 << UInt32(day - 1) != 0 {
            // Never into the neighbouring month: from the first forwards, from the last backwards.
            let moved =
                switch weekday(day) {
                case 0: day == length ? day - 2 : day + 1
                case 6: day == 1 ? day + 2 : day - 1
                default: day
                }
            bits |= 1 << UInt32(moved - 1)
        }
        if hasLastWorkday {
            let last =
                switch weekday(length) {
                case 0: length - 2
                case 6: length - 1
                default: length
                }
            bits |= 1 << UInt32(last - 1)
        }
        return bits
    }

    /// Whether there is ever such a day.
    var isPossible: Bool {
        // These years have all fourteen forms that a year can have.
        for year in 2000..<2028 {
            for month in 1...12 where months & 1 << UInt16(month) != 0 {
                let first = CivilDate(days: CivilDate.daysSinceEpoch(year: year, month: month, day: 1))
                let length = CivilDate.length(ofMonth: month, year: year)
                if bits(ofMonth: month, length: length, firstWeekday: first.weekday) != 0 { return true }
            }
        }
        return false
    }
}
