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

    private var month: Int64 = 0
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
            self.last = clock.isEmpty ? Int64.min : last
            base = anchor + (first - anchor).flooredQuotient(by: length) * length
            index = indexOfFirst(atLeast: first - base)
        case .months(let anchor, let interval, let days):
            period = 0
            self.last = clock.isEmpty || days.isEmpty ? Int64.min : last
            let firstDay = CivilDate(days: first.flooredQuotient(by: 86_400))
            let start = firstDay.components
            let startMonth = Int64(start.year) * 12 + Int64(start.month) - 1
            let steps = -(anchor - startMonth).flooredQuotient(by: interval)
            enter(anchor + steps * interval, days)
            guard month == startMonth else { return }
            daysLeft &= ~0 << UInt32(start.day - 1)
            guard takeDay() else { return }
            index = base == firstDay.days * 86_400 ? indexOfFirst(atLeast: first - base) : 0
        }
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
        guard case .months(_, let interval, let days) = cadence else { return false }
        while !takeDay() {
            guard firstOfMonth <= last else { return false }
            enter(month + interval, days)
        }
        return true
    }

    private mutating func takeDay() -> Bool {
        guard daysLeft != 0 else { return false }
        base = firstOfMonth + Int64(daysLeft.trailingZeroBitCount) * 86_400
        daysLeft &= daysLeft - 1
        return true
    }

    private mutating func enter(_ month: Int64, _ days: MonthDays) {
        self.month = month
        let year = Int(month.flooredQuotient(by: 12))
        let number = Int(month) - year * 12 + 1
        firstOfMonth = CivilDate.daysSinceEpoch(year: year, month: number, day: 1) * 86_400
        daysLeft = days.bits(ofMonthWithLength: CivilDate.length(ofMonth: number, year: year))
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
