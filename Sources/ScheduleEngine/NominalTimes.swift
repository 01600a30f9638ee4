/// The times that a rule names, as local seconds since 1970, ascending: what the rule means before any clock change is
/// looked at.
struct NominalTimes: IteratorProtocol, Sendable {
    /// Laid on each base, ascending; within the base's own day or period.
    private let clock: [Int64]
    private let cadence: Cadence
    /// Nothing after it is looked for, so that a rule that never matches comes to an end.
    private let last: Int64

    /// Local midnight of the present day, or the beginning of the present period.
    private var base: Int64 = 0
    private var index = 0
    private let period: Int64

    /// The present month, where the cadence goes by months: year × 12 + month − 1.
    private var month: Int64 = 0
    private let monthStep: Int64
    private var firstOfMonth: Int64 = 0
    private var daysLeft: UInt32 = 0

    /// - Parameter first: nothing before it.
    init(clock: [Int64], cadence: Cadence, from first: Int64, through last: Int64) {
        self.clock = clock
        self.cadence = cadence
        index = clock.count
        switch cadence {
        case .period(let anchor, let length):
            period = length
            monthStep = 0
            self.last = clock.isEmpty ? Int64.min : last
            base = anchor + (first - anchor).flooredQuotient(by: length) * length
            index = indexOfFirst(atLeast: first - base)
        case .months(let anchor, let interval, let days):
            period = 0
            monthStep = interval
            self.last = clock.isEmpty || days.isEmpty ? Int64.min : last
            begin(at: first, anchor: anchor)
        case .cron:
            period = 0
            monthStep = 1
            self.last = clock.isEmpty ? Int64.min : last
            begin(at: first, anchor: 0)
        }
    }

    /// Enters the first month that counts, at the first time in it that does.
    private mutating func begin(at first: Int64, anchor: Int64) {
        let firstDay = CivilDate(days: first.flooredQuotient(by: 86_400))
        let start = firstDay.components
        let startMonth = Int64(start.year) * 12 + Int64(start.month) - 1
        let steps = -(anchor - startMonth).flooredQuotient(by: monthStep)
        enter(anchor + steps * monthStep)
        base = firstOfMonth
        guard month == startMonth else { return }
        daysLeft &= ~0 << UInt32(start.day - 1)
        guard takeDay() else { return }
        index = base == firstDay.days * 86_400 ? indexOfFirst(atLeast: first - base) : 0
    }

    /// Goes on with the first time from `first` on.
    mutating func restart(from first: Int64) {
        self = NominalTimes(clock: clock, cadence: cadence, from: first, through: last)
    }

    mutating func next() -> Int64? {
        if index >= clock.count {
            guard advance() else { return nil }
            index = 0
        }
        let local = base + clock[index]
        guard local <= last else { return nil }
        index += 1
        return local
    }

    /// False where there is no further base up to `last`.
    private mutating func advance() -> Bool {
        guard base <= last else { return false }
        if period != 0 {
            base += period
            return true
        }
        while !takeDay() {
            guard firstOfMonth <= last else { return false }
            enter(month + monthStep)
        }
        return true
    }

    private mutating func takeDay() -> Bool {
        guard daysLeft != 0 else { return false }
        base = firstOfMonth + Int64(daysLeft.trailingZeroBitCount) * 86_400
        daysLeft &= daysLeft - 1
        return true
    }

    private mutating func enter(_ month: Int64) {
        self.month = month
        let year = Int(month.flooredQuotient(by: 12))
        let number = Int(month) - year * 12 + 1
        let first = CivilDate(days: CivilDate.daysSinceEpoch(year: year, month: number, day: 1))
        let length = CivilDate.length(ofMonth: number, year: year)
        firstOfMonth = first.days * 86_400
        switch cadence {
        case .months(_, _, let days): daysLeft = days.bits(ofMonthWithLength: length)
        case .cron(let days): daysLeft = days.bits(ofMonth: number, length: length, firstWeekday: first.weekday)
        case .period: daysLeft = 0
        }
    }

    private func indexOfFirst(atLeast time: Int64) -> Int {
        var low = 0
        var high = clock.count
        while low < high {
            let middle = (low + high) / 2
            if clock[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
