import CampaignModel
import ScheduleEngine

/// Fields of `schedule.recurring` that the file's pattern makes no use of: who writes them expects something of them.
/// What the defaults say is meant for other campaigns and no fault of this one.
enum UnusedFields {
    /// - Parameter unit: Of `frequency`, where that is known.
    static func warn(_ fields: Fields, _ pattern: Pattern, unit: FrequencyUnit?) {
        guard !fields.isPartial else { return }
        func warn(_ key: StaticString, _ hint: String, _ user: String? = nil, _ says: String? = nil) {
            guard let node = fields.own?.value(for: key), !node.isNull else { return }
            fields.findings.warn(
                .invalidSchedule,
                "\(user ?? "pattern '\(pattern.rawValue)'") makes no use of '\(fields.path(key))': "
                    + (says ?? when(fields, pattern)), at: node, hint: hint)
        }
        if pattern == .cron {
            for key in ["timeOfDay", "daysOfWeek", "daysOfMonth", "interval", "frequency"] as [StaticString] {
                warn(key, "say it in the expression")
            }
            return
        }
        warn("expression", "use pattern: cron")
        if pattern != .weekly { warn("daysOfWeek", "use pattern: weekly") }
        if pattern != .monthly { warn("daysOfMonth", "use pattern: monthly") }
        if pattern != .custom { warn("frequency", "use pattern: custom") }
        guard pattern == .custom else { return }
        warn("interval", "put the number into 'frequency'")
        if let unit, unit == .minutes || unit == .hours {
            warn(
                "timeOfDay", "set startDateTime to the first time, or use pattern: daily",
                "a frequency in \(unit.rawValue)", "it is elapsed time, counted from startDateTime")
        }
    }

    private static func when(_ fields: Fields, _ pattern: Pattern) -> String {
        switch pattern {
        case .daily: fields.node("interval") == nil ? "it runs every day" : "its interval counts days"
        case .weekly: "it runs on its daysOfWeek"
        case .monthly: "it runs on its daysOfMonth"
        case .custom: "its frequency says when it runs"
        case .cron: "its expression says when it runs"
        }
    }
}
