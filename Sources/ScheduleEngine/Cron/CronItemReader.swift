/// Reads one item of a field's list. ASCII letters may have either case.
struct CronItemReader {
    let field: CronField
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>, of field: CronField) {
        self.field = field
        self.bytes = bytes
        position = bytes.startIndex
    }

    mutating func item() throws(CronError) -> CronItem {
        guard !bytes.isEmpty else {
            throw CronError(field, "a part of the list is empty", hint: "write values with one comma between them")
        }
        if skip("*") { return .values(try stepped(field.all, isOpen: false)) }
        if field == .dayOfMonth, peek("L") { return try lastDay() }
        let first = try value()
        if skip("-") { return .values(try range(from: first)) }
        if let special = try special(first) { return special }
        guard !isAtEnd else { return .values(bits(first.number...first.number)) }
        return .values(try stepped(reduced(first.number)...field.all.upperBound, isOpen: true))
    }

    // MARK: Specials

    private mutating func lastDay() throws(CronError) -> CronItem {
        _ = skip("L")
        let item: CronItem = skip("W") ? .lastWorkday : .lastDay
        guard isAtEnd else {
            throw CronError(
                field, "'\(text)' is not a day",
                hint: "write L for the last day, or LW for the last from Monday to Friday")
        }
        return item
    }

    /// Nil where no special letter follows the value.
    private mutating func special(_ value: Value) throws(CronError) -> CronItem? {
        switch field {
        case .dayOfMonth where skip("W"):
            try end(of: "W takes one day, such as 15W")
            return .nearestWorkday(value.number)
        case .dayOfWeek where skip("L"):
            try end(of: "L takes one day, such as 5L for the last Friday")
            return .lastWeekday(reduced(value.number))
        case .dayOfWeek where skip("#"):
            let hint = "write a number from 1 to 5 after '#', such as MON#2 for the second Monday"
            guard let week = number(), (1...5).contains(week) else {
                throw CronError(field, "'\(text)' names no week of the month", hint: hint)
            }
            try end(of: hint)
            return .nthWeekday(reduced(value.number), week)
        default:
            return nil
        }
    }

    private func end(of hint: String) throws(CronError) {
        guard isAtEnd else { throw CronError(field, "'\(text)' can't be read", hint: hint) }
    }

    // MARK: Ranges and steps

    private mutating func range(from first: Value) throws(CronError) -> UInt64 {
        var last = try value()
        // A week may be said to end on Sunday.
        if field == .dayOfWeek, last.isNamed, last.number == 0, first.number != 0 { last.number = 7 }
        guard first.number <= last.number else { throw reversed(first.number, last.number) }
        if isAtEnd { return bits(first.number...last.number) }
        return try stepped(first.number...last.number, isOpen: false)
    }

    private mutating func reversed(_ first: Int, _ last: Int) -> CronError {
        func span(_ from: Int, _ to: Int) -> String { from == to ? "\(from)" : "\(from)-\(to)" }
        var proper = span(first, field.all.upperBound) + "," + span(field.all.lowerBound, last)
        if field == .dayOfWeek, first == 7 {
            proper = span(0, last)
        } else if skip("/"), let step = number(), step > 0 {
            let wrapped = Array(first...field.all.upperBound) + Array(field.all.lowerBound...last)
            proper = stride(from: 0, to: wrapped.count, by: step).map { "\(wrapped[$0])" }.joined(separator: ",")
        }
        return CronError(field, "the range '\(text)' runs backwards", hint: "write '\(proper)'")
    }

    /// The values that `/n` leaves of a range; all where nothing follows.
    /// - Parameter isOpen: A single value that runs to the field's end where a step follows, and means nothing else.
    private mutating func stepped(_ range: ClosedRange<Int>, isOpen: Bool) throws(CronError) -> UInt64 {
        if isAtEnd, !isOpen { return bits(range) }
        guard skip("/") else { throw unreadable }
        guard let step = number(), isAtEnd else {
            throw CronError(field, "'\(text)' has no whole number after '/'", hint: "write a step such as */2")
        }
        let most = field.all.count
        guard step >= 1, step <= most else {
            let hint =
                step == 0
                ? "write '*' for each one"
                : "one field can't count further than itself; for every 90 minutes, say, there is 'pattern: custom'"
            throw CronError(field, "the step of '\(text)' is not in 1–\(most)", hint: hint)
        }
        return stride(from: range.lowerBound, through: range.upperBound, by: step).reduce(0) { $0 | bit($1) }
    }

    private func bits(_ range: ClosedRange<Int>) -> UInt64 { range.reduce(0) { $0 | bit($1) } }

    private func bit(_ value: Int) -> UInt64 { 1 << UInt64(reduced(value)) }

    private func reduced(_ value: Int) -> Int { field == .dayOfWeek ? value % 7 : value }

    // MARK: Values

    private struct Value {
        /// In `field.allowed`.
        var number: Int
        var isNamed: Bool
    }

    private mutating func value() throws(CronError) -> Value {
        if let number = number() {
            guard field.allowed.contains(number) else {
                throw CronError(
                    field, "\(number == Int.max ? "'\(text)'" : "\(number)") is not in \(span)",
                    hint: "write a value of the field, such as \(field.example)")
            }
            return Value(number: number, isNamed: false)
        }
        for (index, name) in field.names.enumerated() where skip(name) {
            if let next = peeked, CronBytes.isLetter(next), next | 0x20 != UInt8(ascii: "l") || field == .month {
                throw CronError(field, "'\(text)' is not a name", hint: "names have three letters: \(name)")
            }
            return Value(number: field.all.lowerBound + index, isNamed: true)
        }
        throw unreadable
    }

    private var unreadable: CronError {
        switch peeked {
        case UInt8(ascii: "?"):
            CronError(field, "'?' is not used here", hint: "write '*'")
        case UInt8(ascii: "H"), UInt8(ascii: "h"):
            CronError(
                field, "'\(text)' is not a value", hint: "write a number; 'schedule.spread' moves campaigns apart")
        case UInt8(ascii: "L"), UInt8(ascii: "l"):
            CronError(
                field, "'\(text)' is not a value",
                hint: field == .dayOfWeek ? "write 5L for the month's last Friday, SAT for Saturday" : otherwise)
        default:
            CronError(field, "'\(text)' is not a value", hint: otherwise)
        }
    }

    private var otherwise: String { "write values of \(span), such as \(field.example)" }

    private var span: String { "\(field.allowed.lowerBound)–\(field.allowed.upperBound)" }

    private var text: String { CronBytes.text(bytes) }

    // MARK: Bytes

    private var isAtEnd: Bool { position == bytes.endIndex }

    private var peeked: UInt8? { isAtEnd ? nil : bytes[position] }

    private func peek(_ letter: Unicode.Scalar) -> Bool {
        guard let peeked else { return false }
        return CronBytes.upper(peeked) == UInt8(ascii: letter)
    }

    private mutating func skip(_ expected: String) -> Bool {
        var end = position
        for byte in expected.utf8 {
            guard end < bytes.endIndex, CronBytes.upper(bytes[end]) == byte else { return false }
            end += 1
        }
        position = end
        return true
    }

    /// Nil where there are no digits, the greatest there is for what nobody means.
    private mutating func number() -> Int? {
        let first = position
        var number = 0
        while let digit = peeked, (48...57).contains(digit) {
            number = number > 99_999 ? Int.max : number * 10 + Int(digit - 48)
            position += 1
        }
        return position == first ? nil : number
    }
}
