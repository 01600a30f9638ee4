/// One content line: `name *(";" param) ":" value` (RFC 5545 §3.1). All ranges are of the unfolded text.
struct ContentLine {
    let text: [UInt8]
    private(set) var name: Range<Int>
    private(set) var value: Range<Int>
    private var parameters: [(name: Range<Int>, value: Range<Int>)] = []

    /// - Parameter range: Not empty.
    init(_ text: [UInt8], _ range: Range<Int>) throws(CalendarFault) {
        self.text = text
        let nameEnd = ContentLine.endOfName(text, range)
        name = range.lowerBound..<nameEnd
        var position = nameEnd
        while position < range.upperBound, text[position] == UInt8(ascii: ";") {
            let start = position + 1
            let equals = ContentLine.endOfName(text, start..<range.upperBound)
            guard start < equals, equals < range.upperBound, text[equals] == UInt8(ascii: "=") else {
                throw ContentLine.malformed(at: start)
            }
            position = try ContentLine.endOfParameter(text, equals + 1..<range.upperBound)
            parameters.append((start..<equals, equals + 1..<position))
        }
        guard !name.isEmpty, position < range.upperBound, text[position] == UInt8(ascii: ":") else {
            throw ContentLine.malformed(at: range.lowerBound)
        }
        value = position + 1..<range.upperBound
    }

    private static func malformed(at offset: Int) -> CalendarFault {
        CalendarFault(
            "this is no line of an iCalendar file, such as NAME;PARAMETER=x:value", at: offset,
            hint: "a line that goes on begins with a space")
    }

    private static func endOfName(_ text: [UInt8], _ range: Range<Int>) -> Int {
        range.first { index in
            switch text[index] {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): false
            default: true
            }
        } ?? range.upperBound
    }

    /// Values in quotes may hold what ends others.
    private static func endOfParameter(_ text: [UInt8], _ range: Range<Int>) throws(CalendarFault) -> Int {
        var quote: Int?
        for index in range {
            if text[index] == UInt8(ascii: "\"") {
                quote = quote == nil ? index : nil
            } else if quote == nil, text[index] == UInt8(ascii: ";") || text[index] == UInt8(ascii: ":") {
                return index
            }
        }
        throw quote.map { CalendarFault("the quotes aren't closed", at: $0) } ?? malformed(at: range.lowerBound)
    }

    // MARK: Asking

    func isNamed(_ name: StaticString) -> Bool { ContentLine.equals(text, self.name, name) }

    func isValue(_ word: StaticString) -> Bool { ContentLine.equals(text, value, word) }

    /// The value of the parameter with this name, without quotes; nil where there is none.
    func parameter(_ name: StaticString) -> Range<Int>? {
        let found = parameters.first { ContentLine.equals(text, $0.name, name) }
        guard var value = found?.value else { return nil }
        if value.count >= 2, text[value.lowerBound] == UInt8(ascii: "\"") {
            value = value.lowerBound + 1..<value.upperBound - 1
        }
        return value
    }

    func hasParameter(_ name: StaticString, _ value: StaticString) -> Bool {
        parameter(name).map { ContentLine.equals(text, $0, value) } ?? false
    }

    /// The elements of a list with commas between them.
    var elements: [Range<Int>] { ContentLine.split(text, value, UInt8(ascii: ",")) }

    static func split(_ text: [UInt8], _ range: Range<Int>, _ separator: UInt8) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        for index in range where text[index] == separator {
            parts.append(start..<index)
            start = index + 1
        }
        parts.append(start..<range.upperBound)
        return parts
    }

    /// Without regard to the case of ASCII letters; `word` is in capitals.
    static func equals(_ text: [UInt8], _ range: Range<Int>, _ word: StaticString) -> Bool {
        guard range.count == word.utf8CodeUnitCount else { return false }
        for (offset, index) in range.enumerated() {
            let byte = text[index]
            let capital = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
            guard capital == word.utf8Start[offset] else { return false }
        }
        return true
    }

    /// For messages.
    static func string(_ text: [UInt8], _ range: Range<Int>) -> String {
        String(String(decoding: text[range.prefix(240)], as: UTF8.self).prefix(60))
    }
}
