extension Instant {
    /// Reads an RFC 3339 date-time. An offset or `Z` is required; fractions of a second are dropped; a space or a
    /// small `t` may stand for the `T`. Nil for anything else, and outside the years 0000 to 9999 of UTC.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 64 else { return nil }

        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for index in range {
                guard index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 else { return nil }
                value = value * 10 + Int(bytes[index] - 48)
            }
            return value
        }
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let date = CivilDate(year: year, month: month, day: day),
            let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
            // 60 is RFC 3339's leap second; POSIX time counts it as the next second.
            let second = number(17..<19), second <= 60
        else { return nil }

        var position = 19
        if bytes[position] == UInt8(ascii: ".") {
            position += 1
            let firstDigit = position
            while position < bytes.count, bytes[position] >= 48, bytes[position] <= 57 { position += 1 }
            guard position > firstDigit else { return nil }
        }
        guard position < bytes.count else { return nil }

        let offset: Int
        switch bytes[position] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            guard bytes.count == position + 1 else { return nil }
            offset = 0
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard bytes.count == position + 6, bytes[position + 3] == UInt8(ascii: ":"),
                let hours = number(position + 1..<position + 3), hours < 24,
                let minutes = number(position + 4..<position + 6), minutes < 60
            else { return nil }
            offset = (hours * 3_600 + minutes * 60) * (bytes[position] == UInt8(ascii: "-") ? -1 : 1)
        default:
            return nil
        }
        let local = date.days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        let instant = Instant(seconds: local - Int64(offset))
        guard instant >= .earliest, instant <= .latest else { return nil }
        self = instant
    }

    /// RFC 3339 with this offset from UTC in seconds, `Z` where it is nil. Offsets are written to the minute,
    /// as the format has it.
    public func rfc3339(offset: Int? = nil) -> String {
        let clamped = min(max(self, .earliest), .latest)
        let local = clamped.seconds + Int64(offset ?? 0)
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let second = Int(local - day * 86_400)
        let date = CivilDate(days: day).components
        func digits(_ value: Int, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let clock = "\(digits(second / 3_600, 2)):\(digits(second / 60 % 60, 2)):\(digits(second % 60, 2))"
        let stamp = "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))T\(clock)"
        guard let offset else { return stamp + "Z" }
        let minutes = abs(offset) / 60
        return "\(stamp)\(offset < 0 ? "-" : "+")\(digits(minutes / 60, 2)):\(digits(minutes % 60, 2))"
    }
}

extension Instant {
    /// `20240617T140000Z`, ISO 8601's basic format: what the names of files hold.
    public var basicFormat: String { rfc3339().filter { $0 != "-" && $0 != ":" } }
}

extension Instant: CustomStringConvertible {
    /// `YYYY-MM-DDTHH:MM:SSZ`.
    public var description: String { rfc3339() }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let instant = Instant(rfc3339: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not an RFC 3339 instant"))
        }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339())
    }
}
