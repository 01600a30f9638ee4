extension RecurringDays {
    /// Whether an occurrence lasts over this day.
    public func contains(_ day: CivilDate) -> Bool {
        guard day >= start, rule.until.map({ day.days < $0.days + Int64(length) }) ?? true else { return false }
        for offset in 0..<Int64(length) {
            let first = CivilDate(days: day.days - offset)
            guard first >= start else { return false }
            if begins(first), !isException(first) { return true }
        }
        return false
    }

    /// Whether the rule has an occurrence that begins on this day, be it left out or not.
    func begins(_ day: CivilDate) -> Bool {
        guard mayBegin(day) else { return false }
        guard day > start, !rule.positions.isEmpty else { return true }
        return Self.chosen(of: Self.period(of: day, rule), rule, days).contains(day)
    }

    /// The same without a look at BYSETPOS.
    func mayBegin(_ day: CivilDate) -> Bool {
        guard day >= start, rule.until.map({ day <= $0 }) ?? true else { return false }
        return day == start || (Self.isInStep(day, rule, start) && days.contains(day))
    }

    private func isException(_ day: CivilDate) -> Bool {
        var low = 0
        var high = exceptions.count
        while low < high {
            let middle = (low + high) / 2
            if exceptions[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low < exceptions.count && exceptions[low] == day
    }

    /// The last of `count` occurrences, the first day being one; nil where it lies too far off.
    static func last(of count: Int, _ rule: Rule, _ days: DayMask, start: CivilDate) -> CivilDate? {
        guard count > 1 else { return start }
        var left = count - 1
        var period = period(of: start, rule)
        while period.lowerBound.days <= start.days + longestCount {
            if rule.positions.isEmpty {
                if let day = last(of: &left, in: period, days, after: start) { return day }
            } else {
                for day in chosen(of: period, rule, days) where day > start {
                    left -= 1
                    if left == 0 { return day }
                }
            }
            period = next(after: period, rule)
        }
        return nil
    }

    /// Counts `left` down by the days of the period that fit; the one that it comes to 0 with, if any.
    private static func last(
        of left: inout Int, in period: ClosedRange<CivilDate>, _ days: DayMask, after start: CivilDate
    ) -> CivilDate? {
        var day = max(period.lowerBound, CivilDate(days: start.days + 1))
        while day <= period.upperBound {
            if let next = days.nextMonth(after: day) {
                day = next
                continue
            }
            if days.contains(day) { left -= 1 }
            if left == 0 { return day }
            day.days += 1
        }
        return nil
    }

    // MARK: Periods

    /// The day, week, month or year that this day lies in.
    private static func period(of day: CivilDate, _ rule: Rule) -> ClosedRange<CivilDate> {
        switch rule.frequency {
        case .daily: return day...day
        case .weekly:
            let first = day.days - daysSince(rule.weekStart, day)
            return CivilDate(days: first)...CivilDate(days: first + 6)
        case .monthly:
            let date = day.components
            let first = day.days - Int64(date.day - 1)
            let length = CivilDate.length(ofMonth: date.month, year: date.year)
            return CivilDate(days: first)...CivilDate(days: first + Int64(length - 1))
        case .yearly:
            let year = day.components.year
            let first = CivilDate.daysSinceEpoch(year: year, month: 1, day: 1)
            return CivilDate(days: first)...CivilDate(days: first + (CivilDate.isLeap(year) ? 365 : 364))
        }
    }

    /// The period that lies `interval` periods later.
    private static func next(after period: ClosedRange<CivilDate>, _ rule: Rule) -> ClosedRange<CivilDate> {
        let first = period.lowerBound
        switch rule.frequency {
        case .daily, .weekly:
            let length: Int64 = rule.frequency == .daily ? 1 : 7
            return Self.period(of: CivilDate(days: first.days + Int64(rule.interval) * length), rule)
        case .monthly, .yearly:
            let date = first.components
            let month = date.year * 12 + date.month - 1 + rule.interval * (rule.frequency == .yearly ? 12 : 1)
            let next = CivilDate.daysSinceEpoch(year: month / 12, month: month % 12 + 1, day: 1)
            return Self.period(of: CivilDate(days: next), rule)
        }
    }

    /// Whether this day's period is one of those that the interval leaves, counted from the first day's.
    private static func isInStep(_ day: CivilDate, _ rule: Rule, _ start: CivilDate) -> Bool {
        guard rule.interval > 1 else { return true }
        let interval = Int64(rule.interval)
        switch rule.frequency {
        case .daily: return (day.days - start.days) % interval == 0
        case .weekly:
            let weeks = (day.days - daysSince(rule.weekStart, day) - start.days + daysSince(rule.weekStart, start)) / 7
            return weeks % interval == 0
        case .monthly:
            let (date, first) = (day.components, start.components)
            return ((date.year - first.year) * 12 + date.month - first.month) % rule.interval == 0
        case .yearly: return (day.components.year - start.components.year) % rule.interval == 0
        }
    }

    private static func daysSince(_ weekStart: Int, _ day: CivilDate) -> Int64 {
        Int64((day.weekday - weekStart + 7) % 7)
    }

    /// Of the days of a period that fit, the ones at the rule's positions.
    private static func chosen(of period: ClosedRange<CivilDate>, _ rule: Rule, _ days: DayMask) -> [CivilDate] {
        var fitting: [CivilDate] = []
        fitting.reserveCapacity(Int(period.upperBound.days - period.lowerBound.days) + 1)
        var day = period.lowerBound
        while day <= period.upperBound {
            if let next = days.nextMonth(after: day) {
                day = next
                continue
            }
            if days.contains(day) { fitting.append(day) }
            day.days += 1
        }
        let places = rule.positions.map { $0 > 0 ? $0 - 1 : fitting.count + $0 }
        return Set(places).sorted().filter { fitting.indices.contains($0) }.map { fitting[$0] }
    }
}
