import ScheduleEngine

/// Reads an RRULE (RFC 5545 §3.3.10) of an all-day event. What can't be kept is refused: a rule without one of its parts
/// would name other days.
struct CalendarRuleReader {
    private let text: [UInt8]
    private let value: Range<Int>

    init(_ line: ContentLine) {
        text = line.text
        value = line.value
    }

    func rule() throws(CalendarFault) -> RecurringDays.Rule {
        var parts: [(name: Range<Int>, value: Range<Int>)] = []
        for part in ContentLine.split(text, value, UInt8(ascii: ";")) {
            guard let equals = part.first(where: { text[$0] == UInt8(ascii: "=") }) else {
                throw CalendarFault("a rule's parts are written NAME=value", at: part.lowerBound)
            }
            let name = part.lowerBound..<equals
            guard !parts.contains(where: { text[$0.name].elementsEqual(text[name]) }) else {
                throw fault("stands twice", name)
            }
            guard parts.count < 20 else { throw CalendarFault("a rule has no more than 14 parts", at: name.lowerBound) }
            parts.append((name, equals + 1..<part.upperBound))
        }
        guard let first = parts.first(where: { ContentLine.equals(text, $0.name, "FREQ") }) else {
            throw CalendarFault("the rule has no FREQ", at: value.lowerBound)
        }
        var rule = RecurringDays.Rule(try frequency(first.value))
        for part in parts { try read(part.name, part.value, into: &rule) }
        if rule.count != nil, rule.until != nil {
            throw CalendarFault("a rule has UNTIL or COUNT, not both", at: value.lowerBound)
        }
        return rule
    }

    private func read(
        _ name: Range<Int>, _ value: Range<Int>, into rule: inout RecurringDays.Rule
    ) throws(CalendarFault) {
        func isNamed(_ word: StaticString) -> Bool { ContentLine.equals(text, name, word) }
        if isNamed("FREQ") { return }
        if isNamed("INTERVAL") {
            rule.interval = try number(value, 1...100_000, name)
        } else if isNamed("COUNT") {
            rule.count = try number(value, 1...100_000, name)
        } else if isNamed("UNTIL") {
            // Exporters write an instant even for whole days; its date is meant.
            guard let until = CalendarDate(text, value) else { throw fault("must be a date such as 20261231", name) }
            rule.until = until.date
        } else if isNamed("BYMONTH") {
            rule.months = try numbers(value, 1...12, name)
        } else if isNamed("BYMONTHDAY") {
            guard rule.frequency != .weekly else { throw fault("has no meaning in a weekly rule", name) }
            rule.monthDays = try numbers(value, -31...31, name)
        } else if isNamed("BYYEARDAY") {
            guard rule.frequency == .yearly else { throw fault("has a meaning in yearly rules alone", name) }
            rule.yearDays = try numbers(value, -366...366, name)
        } else if isNamed("BYSETPOS") {
            rule.positions = try numbers(value, -366...366, name)
        } else if isNamed("BYDAY") {
            rule.weekdays = try weekdays(value, rule.frequency, name)
        } else if isNamed("WKST") {
            guard let start = weekday(value), start.ordinal == 0 else { throw fault("must be a day such as MO", name) }
            rule.weekStart = start.weekday
        } else {
            throw fault("can't be kept here", name, hint: "list the days as events of their own")
        }
    }

    private func frequency(_ value: Range<Int>) throws(CalendarFault) -> RecurringDays.Frequency {
        if ContentLine.equals(text, value, "DAILY") { return .daily }
        if ContentLine.equals(text, value, "WEEKLY") { return .weekly }
        if ContentLine.equals(text, value, "MONTHLY") { return .monthly }
        if ContentLine.equals(text, value, "YEARLY") { return .yearly }
        throw CalendarFault(
            "FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY for whole days, not '\(ContentLine.string(text, value))'",
            at: value.lowerBound)
    }

    // MARK: Values

    private func number(
        _ value: Range<Int>, _ allowed: ClosedRange<Int>, _ name: Range<Int>
    ) throws(CalendarFault) -> Int {
        guard let number = signed(value), number != 0, allowed.contains(number) else {
            let limits = "\(max(allowed.lowerBound, 1)) to \(allowed.upperBound)"
            throw fault("must be from \(limits)\(allowed.lowerBound < 0 ? ", or the same below 0" : "")", name)
        }
        return number
    }

    private func numbers(
        _ value: Range<Int>, _ allowed: ClosedRange<Int>, _ name: Range<Int>
    ) throws(CalendarFault) -> [Int] {
        var numbers: Set<Int> = []
        for element in ContentLine.split(text, value, UInt8(ascii: ",")) {
            numbers.insert(try number(element, allowed, name))
        }
        return numbers.sorted()
    }

    private func signed(_ value: Range<Int>) -> Int? {
        guard let first = value.first else { return nil }
        switch text[first] {
        case UInt8(ascii: "-"): return CalendarDate.digits(text, value.dropFirst()).map { -$0 }
        case UInt8(ascii: "+"): return CalendarDate.digits(text, value.dropFirst())
        default: return CalendarDate.digits(text, value)
        }
    }

    private func weekdays(
        _ value: Range<Int>, _ frequency: RecurringDays.Frequency, _ name: Range<Int>
    ) throws(CalendarFault) -> [RecurringDays.Weekday] {
        var days: Set<RecurringDays.Weekday> = []
        for element in ContentLine.split(text, value, UInt8(ascii: ",")) {
            guard let day = weekday(element), (-53...53).contains(day.ordinal) else {
                throw fault("holds days such as MO or -1FR", name)
            }
            guard day.ordinal == 0 || frequency == .monthly || frequency == .yearly else {
                throw fault("counts weekdays in monthly and yearly rules alone", name)
            }
            days.insert(day)
        }
        return days.sorted { ($0.ordinal, $0.weekday) < ($1.ordinal, $1.weekday) }
    }

    private func weekday(_ value: Range<Int>) -> RecurringDays.Weekday? {
        let name = value.suffix(2)
        guard
            let number = Self.weekdays.firstIndex(where: { ContentLine.equals(text, name, $0) })
        else { return nil }
        let count = value.dropLast(2)
        guard !count.isEmpty else { return RecurringDays.Weekday(number) }
        guard let ordinal = signed(count), ordinal != 0 else { return nil }
        return RecurringDays.Weekday(number, ordinal: ordinal)
    }

    private static let weekdays: [StaticString] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

    private func fault(_ message: String, _ name: Range<Int>, hint: String = CalendarFault.anyWayOut) -> CalendarFault {
        CalendarFault("\(ContentLine.string(text, name)) \(message)", at: name.lowerBound, hint: hint)
    }
}
