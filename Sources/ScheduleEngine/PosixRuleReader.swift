/// Reads a TZ string such as `EST5EDT,M3.2.0,M11.1.0` or `<-03>3`.
struct PosixRuleReader {
    private let text: ArraySlice<UInt8>
    private var position: Int

    private init(_ text: ArraySlice<UInt8>) {
        self.text = text
        position = text.startIndex
    }

    /// Nil for anything that isn't wholly a TZ string, and for one whose daylight time has no dates.
    static func read(_ text: ArraySlice<UInt8>) -> PosixRule? {
        var reader = PosixRuleReader(text)
        return reader.rule()
    }

    private mutating func rule() -> PosixRule? {
        guard skipName(), let west = clock(hours: 24) else { return nil }
        var rule = PosixRule(standardOffset: -west)
        guard peek != nil else { return rule }
        guard skipName() else { return nil }
        var daylightOffset = rule.standardOffset + 3_600
        if peek != UInt8(ascii: ",") {
            guard let west = clock(hours: 24) else { return nil }
            daylightOffset = -west
        }
        guard let start = yearlyDate(), let end = yearlyDate(), peek == nil else { return nil }
        rule.daylight = PosixRule.Daylight(offset: daylightOffset, start: start, end: end)
        return rule
    }

    private var peek: UInt8? { position < text.endIndex ? text[position] : nil }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Three letters or more, or letters, digits and signs between angle brackets.
    private mutating func skipName() -> Bool {
        let isQuoted = skip("<")
        let first = position
        while let byte = peek {
            let isLetter = (65...90).contains(byte) || (97...122).contains(byte)
            let isQuotable = (48...57).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
            guard isLetter || (isQuoted && isQuotable) else { break }
            position += 1
        }
        guard position - first >= 3 else { return false }
        return !isQuoted || skip(">")
    }

    /// At most three digits.
    private mutating func number(upTo limit: Int64) -> Int64? {
        var value: Int64 = 0
        let first = position
        while position - first < 3, let byte = peek, (48...57).contains(byte) {
            value = value * 10 + Int64(byte - 48)
            position += 1
        }
        return position > first && value <= limit ? value : nil
    }

    /// `[+-]h[:mm[:ss]]` in seconds.
    private mutating func clock(hours limit: Int64) -> Int64? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hours = number(upTo: limit) else { return nil }
        var seconds = hours * 3_600
        if skip(":") {
            guard let minutes = number(upTo: 59) else { return nil }
            seconds += minutes * 60
            if skip(":") {
                guard let rest = number(upTo: 59) else { return nil }
                seconds += rest
            }
        }
        return isNegative ? -seconds : seconds
    }

    /// `,date[/time]`; 02:00 where the time is left out.
    private mutating func yearlyDate() -> YearlyDate? {
        guard skip(","), let day = day() else { return nil }
        guard skip("/") else { return YearlyDate(day: day, time: 7_200) }
        guard let time = clock(hours: 167) else { return nil }
        return YearlyDate(day: day, time: time)
    }

    private mutating func day() -> YearlyDate.Day? {
        if skip("J") {
            guard let number = number(upTo: 365), number >= 1 else { return nil }
            return .julianWithoutLeapDay(Int(number))
        }
        guard skip("M") else {
            return number(upTo: 365).map { .dayOfYear(Int($0)) }
        }
        guard let month = number(upTo: 12), month >= 1, skip("."),
            let week = number(upTo: 5), week >= 1, skip("."),
            let weekday = number(upTo: 6)
        else { return nil }
        return .weekday(month: Int(month), week: Int(week), weekday: Int(weekday))
    }
}
