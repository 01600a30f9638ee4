/// Reads what `ExcludedDays.description` writes. By hand, since a pass reads it with each schedule that has one.
struct CalendarTextReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    mutating func days() -> ExcludedDays? {
        var stretches: [ExcludedDays.Stretch] = []
        var yearly: [(month: Int, day: Int)] = []
        var recurring: [RecurringDays] = []
        if isAtEnd { return ExcludedDays() }
        repeat {
            if skip("--") {
                guard let month = digits(2), skip("-"), let day = digits(2),
                    CivilDate(year: 2000, month: month, day: day) != nil
                else { return nil }
                yearly.append((month, day))
                continue
            }
            guard let first = date() else { return nil }
            if skip("..") {
                guard let last = date(), last >= first else { return nil }
                stretches.append(first...last)
            } else if skip("/P") {
                guard let rule = rule(from: first) else { return nil }
                recurring.append(rule)
            } else {
                stretches.append(first...first)
            }
        } while skip(",")
        guard isAtEnd else { return nil }
        return ExcludedDays(stretches: stretches, yearly: yearly, recurring: recurring)
    }

    private mutating func rule(from start: CivilDate) -> RecurringDays? {
        guard let length = integer(), skip("D/FREQ="), let frequency = frequency() else { return nil }
        var rule = RecurringDays.Rule(frequency)
        if skip("/INTERVAL=") {
            guard let interval = integer() else { return nil }
            rule.interval = interval
        }
        if skip("/UNTIL=") {
            guard let until = date() else { return nil }
            rule.until = until
        }
        guard let months = list("/BYMONTH=", { $0.integer() }),
            let monthDays = list("/BYMONTHDAY=", { $0.integer() }),
            let yearDays = list("/BYYEARDAY=", { $0.integer() }),
            let weekdays = list("/BYDAY=", { $0.weekday() }), let positions = list("/BYSETPOS=", { $0.integer() })
        else { return nil }
        rule.months = months
        rule.monthDays = monthDays
        rule.yearDays = yearDays
        rule.weekdays = weekdays
        rule.positions = positions
        if skip("/WKST=") {
            guard let day = weekday() else { return nil }
            rule.weekStart = day.weekday
        }
        guard let exceptions = list("/EXDATE=", { $0.date() }) else { return nil }
        return RecurringDays(rule, start: start, length: length, exceptions: exceptions)
    }

    // MARK: Parts

    private mutating func frequency() -> RecurringDays.Frequency? {
        if skip("DAILY") { return .daily }
        if skip("WEEKLY") { return .weekly }
        if skip("MONTHLY") { return .monthly }
        return skip("YEARLY") ? .yearly : nil
    }

    /// Empty where the part isn't there; nil where it can't be read.
    private mutating func list<Element>(
        _ name: StaticString, _ element: (inout Self) -> Element?
    ) -> [Element]? {
        guard skip(name) else { return [] }
        var elements: [Element] = []
        repeat {
            guard let next = element(&self) else { return nil }
            elements.append(next)
        } while skip("+")
        return elements
    }

    private mutating func weekday() -> RecurringDays.Weekday? {
        var ordinal = 0
        if position < bytes.endIndex, bytes[position] < UInt8(ascii: "A") {
            guard let number = integer(), number != 0 else { return nil }
            ordinal = number
        }
        for (number, name) in Self.weekdays.enumerated() where skip(name) {
            return RecurringDays.Weekday(number, ordinal: ordinal)
        }
        return nil
    }

    private static let weekdays: [StaticString] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

    private mutating func date() -> CivilDate? {
        guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2) else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    // MARK: Bytes

    private var isAtEnd: Bool { position == bytes.endIndex }

    private mutating func skip(_ expected: StaticString) -> Bool {
        let count = expected.utf8CodeUnitCount
        guard count <= bytes.endIndex - position else { return false }
        for index in 0..<count where bytes[position + index] != expected.utf8Start[index] { return false }
        position += count
        return true
    }

    private mutating func digits(_ count: Int) -> Int? {
        guard count <= bytes.endIndex - position else { return nil }
        var value = 0
        for byte in bytes[position..<position + count] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        position += count
        return value
    }

    /// Of six digits at most: nothing here needs more.
    private mutating func integer() -> Int? {
        let isNegative = skip("-")
        let first = position
        var value = 0
        while position < bytes.endIndex, (48...57).contains(bytes[position]), position - first < 6 {
            value = value * 10 + Int(bytes[position] - 48)
            position += 1
        }
        guard position > first else { return nil }
        return isNegative ? -value : value
    }
}
