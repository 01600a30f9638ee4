/// All-day events that repeat by a rule of RFC 5545 (§3.3.10): FREQ, INTERVAL, UNTIL, COUNT, the BYxxx parts that concern
/// days, BYSETPOS and WKST.
///
/// The first day belongs to it whether or not the rule names it, and counts as the first of COUNT (§3.8.5.3).
public struct RecurringDays: Hashable, Sendable {
    public enum Frequency: String, Hashable, Sendable, CaseIterable {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// Of BYDAY: a weekday, or the n-th one of the month or the year.
    public struct Weekday: Hashable, Sendable {
        /// 0 is Sunday … 6 is Saturday.
        public var weekday: Int
        /// ±1…±53, negative from the end; 0 for every one.
        public var ordinal: Int

        public init(_ weekday: Int, ordinal: Int = 0) {
            self.weekday = weekday
            self.ordinal = ordinal
        }
    }

    /// The parts of an RRULE; an empty list restricts nothing.
    public struct Rule: Hashable, Sendable {
        public var frequency: Frequency
        /// 1…100,000.
        public var interval = 1
        /// The last day that an occurrence may begin on.
        public var until: CivilDate?
        /// 1 or more.
        public var count: Int?
        /// 1…12.
        public var months: [Int] = []
        /// ±1…±31. Not with WEEKLY.
        public var monthDays: [Int] = []
        /// ±1…±366. With YEARLY alone.
        public var yearDays: [Int] = []
        /// Ordinals with MONTHLY and YEARLY alone.
        public var weekdays: [Weekday] = []
        /// BYSETPOS, ±1…±366: which of the days that the other parts name in each day, week, month or year.
        public var positions: [Int] = []
        /// WKST, 0…6: the day that weeks begin on.
        public var weekStart = 1

        public init(_ frequency: Frequency) { self.frequency = frequency }
    }

    /// How many days after its first one an end by COUNT is looked for: more than a hundred years.
    static let longestCount: Int64 = 40_000

    /// The first day.
    public let start: CivilDate
    /// How many days each occurrence lasts; 1…366.
    public let length: Int
    /// With UNTIL in place of COUNT, and with what it takes over from the first day; lists are sorted.
    let rule: Rule
    /// First days of occurrences that are left out, ascending.
    let exceptions: [CivilDate]
    let days: DayMask

    /// Nil for what lies out of the ranges named here, and where COUNT leads further than a hundred years.
    public init?(_ rule: Rule, start: CivilDate, length: Int = 1, exceptions: [CivilDate] = []) {
        guard (CivilDate.first...CivilDate.last).contains(start), (1...366).contains(length), rule.isSound,
            rule.until.map({ (CivilDate.first...CivilDate.last).contains($0) }) ?? true
        else { return nil }
        var rule = rule.completed(from: start)
        self.start = start
        self.length = length
        days = DayMask(rule)
        if let count = rule.count {
            rule.count = nil
            guard let last = Self.last(of: count, rule, days, start: start) else { return nil }
            rule.until = min(rule.until ?? last, last)
        }
        self.rule = rule
        let plain = RecurringDays(rule: rule, start: start, length: length, days: days)
        self.exceptions = Set(exceptions).filter { plain.mayBegin($0) }.sorted()
    }

    private init(rule: Rule, start: CivilDate, length: Int, days: DayMask) {
        self.rule = rule
        self.start = start
        self.length = length
        self.days = days
        exceptions = []
    }
}

extension RecurringDays.Rule {
    fileprivate var isSound: Bool {
        func within(_ numbers: [Int], _ most: Int) -> Bool {
            numbers.allSatisfy { $0 != 0 && (-most...most).contains($0) }
        }
        let ordinals = weekdays.filter { $0.ordinal != 0 }
        return (1...100_000).contains(interval) && (count ?? 1) >= 1 && (0...6).contains(weekStart)
            && months.allSatisfy { (1...12).contains($0) } && within(monthDays, 31) && within(yearDays, 366)
            && within(positions, 366) && within(ordinals.map(\.ordinal), 53)
            && weekdays.allSatisfy { (0...6).contains($0.weekday) }
            && (frequency == .yearly || yearDays.isEmpty) && (frequency != .weekly || monthDays.isEmpty)
            && (frequency == .yearly || frequency == .monthly || ordinals.isEmpty)
    }

    /// "Information, not contained in the rule, necessary to determine the various recurrence instance […] dates are
    /// derived from the Start Time (DTSTART)" (RFC 5545 §3.3.10).
    fileprivate func completed(from start: CivilDate) -> Self {
        var rule = self
        let date = start.components
        if weekdays.isEmpty, monthDays.isEmpty, yearDays.isEmpty {
            switch frequency {
            case .daily: break
            case .weekly: rule.weekdays = [RecurringDays.Weekday(start.weekday)]
            case .monthly: rule.monthDays = [date.day]
            case .yearly:
                if months.isEmpty { rule.months = [date.month] }
                rule.monthDays = [date.day]
            }
        }
        rule.months = Set(rule.months).sorted()
        rule.monthDays = Set(rule.monthDays).sorted()
        rule.yearDays = Set(rule.yearDays).sorted()
        rule.positions = Set(rule.positions).sorted()
        rule.weekdays = Set(rule.weekdays).sorted { ($0.ordinal, $0.weekday) < ($1.ordinal, $1.weekday) }
        return rule
    }
}
