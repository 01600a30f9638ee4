import ScheduleEngine

/// How people read instants and spans.
enum Moments {
    /// `2026-12-07 15:00Z`, with seconds where there are any.
    static func utc(_ instant: Instant) -> String {
        let text = instant.rfc3339()
        let date = text.prefix(10)
        let clock = text.dropFirst(11).dropLast()
        return "\(date) \(clock.hasSuffix(":00") ? clock.dropLast(3) : clock)Z"
    }

    /// `Mon 7 Dec`.
    static func day(_ date: CivilDate) -> String {
        let (_, month, day) = date.components
        return "\(EnglishNames.weekdays[date.weekday]) \(day) \(EnglishNames.months[month - 1])"
    }

    /// `in 2h 5m`, `3d ago`, `now`: the two largest units.
    static func relative(_ instant: Instant, to now: Instant) -> String {
        let seconds = (instant - now).seconds
        if seconds == 0 { return "now" }
        return seconds > 0 ? "in \(length(seconds))" : "\(length(-seconds)) ago"
    }

    /// `2h 5m`.
    static func length(_ seconds: Int64) -> String {
        var rest = seconds
        var parts: [String] = []
        for (unit, size) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] as [(String, Int64)] where rest >= size {
            parts.append("\(rest / size)\(unit)")
            rest %= size
            if parts.count == 2 { break }
        }
        return parts.isEmpty ? "0s" : parts.joined(separator: " ")
    }
}
