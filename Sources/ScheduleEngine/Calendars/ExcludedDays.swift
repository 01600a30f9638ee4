/// The days that a schedule leaves out: single days and stretches of them, days of every year, and days that recur by a
/// rule. Two that were put together from the same parts are equal, in whatever order.
public struct ExcludedDays: Hashable, Sendable {
    /// Both ends inclusive.
    public typealias Stretch = ClosedRange<CivilDate>

    /// Ascending, with at least one day between any two.
    let stretches: [Stretch]
    /// Bit d of number m is the d-th of month m; empty, or 13 numbers.
    let yearly: [UInt32]
    /// Ordered by their text, without repetition.
    let recurring: [RecurringDays]

    /// - Parameters:
    ///   - stretches: In any order; what lies outside of the years 0000 to 9999 is dropped.
    ///   - yearly: Months 1…12 and their days; others, such as 30 February, name no day. 29 February is a day of leap
    ///     years alone.
    public init(
        stretches: [Stretch] = [], yearly: [(month: Int, day: Int)] = [], recurring: [RecurringDays] = []
    ) {
        self.stretches = Self.joined(stretches)
        self.yearly = Self.months(yearly)
        self.recurring = recurring.count < 2 ? recurring : Self.ordered(recurring)
    }

    /// Whether no day was named; a rule that never matches counts as a name.
    public var isEmpty: Bool { stretches.isEmpty && yearly.isEmpty && recurring.isEmpty }

    public func contains(_ day: CivilDate) -> Bool {
        if holdsInStretch(day) { return true }
        if yearly.isEmpty, recurring.isEmpty { return false }
        let date = day.components
        if !yearly.isEmpty, yearly[date.month] & 1 << UInt32(date.day) != 0 { return true }
        return recurring.contains { $0.contains(day) }
    }

    /// The days that either has.
    public func union(_ other: ExcludedDays) -> ExcludedDays {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return ExcludedDays(
            stretches: stretches + other.stretches, yearly: yearlyDays + other.yearlyDays,
            recurring: recurring + other.recurring)
    }

    /// By month, then by day.
    var yearlyDays: [(month: Int, day: Int)] {
        yearly.indices.flatMap { month in
            (1..<32).filter { yearly[month] & 1 << UInt32($0) != 0 }.map { (month, $0) }
        }
    }

    private func holdsInStretch(_ day: CivilDate) -> Bool {
        // The number of stretches that begin on this day or before it.
        var low = 0
        var high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].lowerBound <= day { low = middle + 1 } else { high = middle }
        }
        return low > 0 && day <= stretches[low - 1].upperBound
    }

    private static func months(_ yearly: [(month: Int, day: Int)]) -> [UInt32] {
        if yearly.isEmpty { return [] }
        var months = [UInt32](repeating: 0, count: 13)
        // 2000 is a leap year.
        for (month, day) in yearly where CivilDate(year: 2000, month: month, day: day) != nil {
            months[month] |= 1 << UInt32(day)
        }
        return months.allSatisfy { $0 == 0 } ? [] : months
    }

    private static func joined(_ stretches: [Stretch]) -> [Stretch] {
        if stretches.isEmpty { return [] }
        let years = CivilDate.first...CivilDate.last
        var joined: [Stretch] = []
        joined.reserveCapacity(stretches.count)
        for stretch in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) where stretch.overlaps(years) {
            let stretch = stretch.clamped(to: years)
            if let last = joined.last, stretch.lowerBound.days <= last.upperBound.days + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, stretch.upperBound)
            } else {
                joined.append(stretch)
            }
        }
        return joined
    }

    private static func ordered(_ rules: [RecurringDays]) -> [RecurringDays] {
        var ordered: [RecurringDays] = []
        for (rule, _) in rules.map({ ($0, $0.description) }).sorted(by: { $0.1 < $1.1 }) where rule != ordered.last {
            ordered.append(rule)
        }
        return ordered
    }
}

extension CivilDate {
    /// The first and the last day that four digits of a year can write.
    static let first = CivilDate(days: -719_528)
    static let last = CivilDate(days: 2_932_896)
}
