import CampaignModel
import ScheduleEngine

/// A schedule in words: `weekly on Mon, Wed at 10:00, America/New_York, until 2026-12-31 23:59:59Z`.
enum ScheduleSentence {
    static func of(_ campaign: Campaign) -> String {
        let schedule = campaign.schedule
        switch campaign.type {
        case .oneTime:
            return schedule.startDateTime.map { "once, at \(Moments.utc($0))" } ?? ""
        case .triggerBased:
            let triggers = (schedule.triggers ?? []).map { trigger in
                let event = trigger.conditions["event"].map { "\($0.plainText)" } ?? trigger.type
                return trigger.delay.map { "\(count($0.value, $0.unit.rawValue)) after \(event)" } ?? "on \(event)"
            }
            return triggers.joined(separator: "; ")
        case .recurring:
            return schedule.recurring.map { of($0, start: schedule.startDateTime) } ?? ""
        }
    }

    private static func of(_ recurring: Recurring, start: Instant?) -> String {
        var text = "\(days(recurring)), \(recurring.timezone)"
        if let start { text += ", from \(Moments.utc(start))" }
        if let end = recurring.endDate { text += ", until \(Moments.utc(end))" }
        if let most = recurring.maxOccurrences { text += ", \(count(most, "times")) at most" }
        if let calendars = recurring.exclude { text += ", but not on \(calendars.joined(separator: ", "))" }
        return text
    }

    private static func days(_ recurring: Recurring) -> String {
        if recurring.pattern == .cron { return "cron \(recurring.expression ?? "")" }
        var text = recurring.pattern.rawValue
        if let frequency = recurring.frequency { text = "every \(count(frequency.interval, frequency.unit.rawValue))" }
        if let interval = recurring.interval, interval > 1 { text += ", every \(interval)." }
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        if let days = recurring.daysOfWeek {
            text += " on " + days.map { names.indices.contains($0) ? names[$0] : "\($0)" }.joined(separator: ", ")
        }
        if let days = recurring.daysOfMonth { text += " on day " + days.map(String.init).joined(separator: ", ") }
        if let times = recurring.timeOfDay {
            text += " at " + times.times.map(\.description).joined(separator: ", ")
        }
        return text
    }

    /// `1 hour`, `2 hours`.
    private static func count(_ number: Int, _ many: String) -> String {
        "\(number) \(number == 1 ? String(many.dropLast()) : many)"
    }
}

/// An audience in words.
enum AudienceSentence {
    static func of(_ audience: TargetAudience) -> String {
        var text: String =
            switch audience.type {
            case .all: "all contacts"
            case .segment: "segment \(audience.segmentId ?? "")"
            case .dynamic:
                "contacts with "
                    + (audience.dynamicCriteria ?? [:]).sorted { $0.key < $1.key }
                    .map { "\($0.key) \($0.value.plainText)" }.joined(separator: ", ")
            case .individual: (audience.userIds ?? []).joined(separator: ", ")
            }
        if let exclude = audience.exclude { text += ", without \(exclude.joined(separator: ", "))" }
        if let holdout = audience.holdout { text += ", \(holdout)% held out" }
        return text
    }
}

extension JSONValue {
    /// A string without its quotes; anything else as JSON.
    fileprivate var plainText: String {
        if case .string(let text) = self { return text }
        return JSONText.text(self)
    }
}
