/// A time on a local clock face, without a date or a zone.
public struct LocalTime: Hashable, Comparable, Sendable {
    /// Seconds since midnight, 0 ..< 86,400.
    public let secondOfDay: Int32

    /// Nil outside 0 ..< 86,400.
    public init?(secondOfDay: Int) {
        guard (0..<86_400).contains(secondOfDay) else { return nil }
        self.secondOfDay = Int32(secondOfDay)
    }

    /// For a remainder that is known to lie in 0 ..< 86,400; the nearest end of that range otherwise.
    init(withinDay second: Int64) {
        secondOfDay = Int32(min(max(second, 0), 86_399))
    }

    /// Reads `HH:MM` or `HH:MM:SS`, two digits each, 00:00 to 23:59:59. Nil for anything else.
    public init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 5 || digits.count == 8 else { return nil }
        var parts: [Int] = []
        for start in stride(from: 0, to: digits.count, by: 3) {
            guard start == 0 || digits[start - 1] == UInt8(ascii: ":") else { return nil }
            let tens = Int(digits[start]) - 48
            let ones = Int(digits[start + 1]) - 48
            guard (0...9).contains(tens), (0...9).contains(ones) else { return nil }
            parts.append(tens * 10 + ones)
        }
        let second = parts.count == 3 ? parts[2] : 0
        guard parts[0] < 24, parts[1] < 60, second < 60 else { return nil }
        secondOfDay = Int32(parts[0] * 3_600 + parts[1] * 60 + second)
    }

    public static func < (a: LocalTime, b: LocalTime) -> Bool { a.secondOfDay < b.secondOfDay }
}

extension LocalTime: CustomStringConvertible {
    /// `HH:MM`, or `HH:MM:SS` where the seconds aren't 0.
    public var description: String {
        func two(_ n: Int32) -> String { n < 10 ? "0\(n)" : "\(n)" }
        let seconds = secondOfDay % 60
        let minutes = "\(two(secondOfDay / 3_600)):\(two(secondOfDay / 60 % 60))"
        return seconds == 0 ? minutes : "\(minutes):\(two(seconds))"
    }
}

extension LocalTime: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let time = LocalTime(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not a time such as 09:30"))
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
