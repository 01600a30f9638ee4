import CampaignModel
import ScheduleEngine

/// Numbers and times as the pages write them.
enum Wording {
    /// In groups of three with thin spaces between them, which don't break (U+202F).
    static func number(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
            text.append(digit)
        }
        return text
    }

    /// `1 run`, `2 runs`.
    static func count(_ value: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number(value))\u{A0}\(value == 1 ? one : many ?? one + "s")"
    }

    static func rate(delivered: Int, sent: Int) -> String {
        deliveryRate(delivered: delivered, sent: sent).map { "\($0)\u{202F}%" } ?? "–"
    }

    /// The two greatest units: `4d 13h`, `25m`, `12s`.
    static func length(_ seconds: Int64) -> String {
        var rest = max(0, seconds)
        var parts: [String] = []
        for (unit, size) in [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)] as [(String, Int64)] where rest >= size {
            parts.append("\(rest / size)\(unit)")
            rest %= size
            if parts.count == 2 { break }
        }
        return parts.isEmpty ? "0s" : parts.joined(separator: "\u{A0}")
    }

    static func relative(_ instant: Instant, to now: Instant) -> String {
        let seconds = (instant - now).seconds
        if seconds == 0 { return "now" }
        return seconds > 0 ? "in\u{A0}\(length(seconds))" : "\(length(-seconds))\u{A0}ago"
    }

    /// `Mon 7 Dec 15:00`, on the clocks of that zone; the year where it isn't now's, and seconds where there are some.
    static func moment(_ instant: Instant, in zone: ZoneRules = .utc, now: Instant) -> String {
        let (date, time) = zone.local(instant)
        return "\(day(date, now: zone.local(now).date)) \(time)"
    }

    static func day(_ date: CivilDate, now: CivilDate) -> String {
        let (year, month, day) = date.components
        let isOther = year != now.components.year
        return "\(EnglishNames.weekdays[date.weekday])\u{A0}\(day)\u{A0}\(EnglishNames.months[month - 1])"
            + (isOther ? "\u{A0}\(year)" : "")
    }

    /// The last part of a zone's identifier, as people call it: `New York`.
    static func place(_ zone: String) -> String {
        String(zone.split(separator: "/").last ?? "UTC").replacing("_", with: " ")
    }
}
