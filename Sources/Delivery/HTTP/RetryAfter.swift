import ScheduleEngine

/// `Retry-After` (RFC 9110 §10.2.3): seconds, or a date in the form that HTTP asks for (IMF-fixdate). Of an answer without
/// one, or with one that can't be read, nothing is known.
enum RetryAfter {
    /// - Returns: 0 seconds or more.
    static func span(_ text: String?, now: Instant) -> TimeSpan? {
        guard let text = text.map({ $0.trimming(" \t") }), !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            // Longer than a number can be is for ever.
            return TimeSpan(seconds: Int64(text) ?? .max / 4)
        }
        guard let date = date(text) else { return nil }
        return TimeSpan(seconds: max(0, (date - now).seconds))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func date(_ text: String) -> Instant? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4,
            let day = Int(parts[1]), let year = Int(parts[3]),
            let month = EnglishNames.months.firstIndex(of: String(parts[2]))
        else { return nil }
        let name = "\(year)-\(twoDigits(month + 1))-\(twoDigits(day))T\(parts[4])Z"
        return Instant(rfc3339: name)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
    fileprivate func trimming(_ characters: String) -> String {
        var text = self[...]
        while let first = text.first, characters.contains(first) { text = text.dropFirst() }
        while let last = text.last, characters.contains(last) { text = text.dropLast() }
        return String(text)
    }
}
