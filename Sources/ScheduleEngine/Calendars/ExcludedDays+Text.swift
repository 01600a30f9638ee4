/// `2026-11-26,2026-12-24..2026-12-26,--12-25,2026-01-05/P1D/FREQ=WEEKLY/BYDAY=MO+TU`: single days, stretches, days of
/// every year as ISO 8601:2000 writes them, then rules; with commas between them and never a semicolon.
extension ExcludedDays: LosslessStringConvertible {
    /// Nil for anything that isn't written so. The order doesn't matter.
    public init?(_ text: String) {
        var reader = CalendarTextReader(Array(text.utf8)[...])
        guard let days = reader.days() else { return nil }
        self = days
    }

    public var description: String {
        var parts = stretches.map { stretch in
            stretch.lowerBound == stretch.upperBound
                ? stretch.lowerBound.isoText : "\(stretch.lowerBound.isoText)..\(stretch.upperBound.isoText)"
        }
        parts += yearlyDays.map { "--\(two($0.month))-\(two($0.day))" }
        parts += recurring.map(\.description)
        return parts.joined(separator: ",")
    }
}

extension ExcludedDays: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let days = ExcludedDays(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text.prefix(60))' names no days"))
        }
        self = days
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension RecurringDays: CustomStringConvertible {
    /// First day, length, and the parts of the rule; `+` stands between the elements of a list.
    public var description: String {
        var text = "\(start.isoText)/P\(length)D/FREQ=\(rule.frequency.rawValue)"
        func add(_ name: String, _ values: [String]) {
            if !values.isEmpty { text += "/\(name)=" + values.joined(separator: "+") }
        }
        if rule.interval > 1 { text += "/INTERVAL=\(rule.interval)" }
        if let until = rule.until { text += "/UNTIL=\(until.isoText)" }
        add("BYMONTH", rule.months.map(String.init))
        add("BYMONTHDAY", rule.monthDays.map(String.init))
        add("BYYEARDAY", rule.yearDays.map(String.init))
        add("BYDAY", rule.weekdays.map(\.text))
        add("BYSETPOS", rule.positions.map(String.init))
        if rule.weekStart != 1 { text += "/WKST=\(Weekday(rule.weekStart).text)" }
        add("EXDATE", exceptions.map(\.isoText))
        return text
    }
}

extension RecurringDays.Weekday {
    /// RFC 5545's names, from Sunday.
    public static let names = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

    var text: String {
        let name = Self.names.indices.contains(weekday) ? Self.names[weekday] : ""
        return ordinal == 0 ? name : "\(ordinal)\(name)"
    }
}

extension CivilDate {
    /// `2026-11-26`, of the years 0000 to 9999.
    var isoText: String {
        let date = components
        return "\(two(date.year / 100))\(two(date.year % 100))-\(two(date.month))-\(two(date.day))"
    }
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
