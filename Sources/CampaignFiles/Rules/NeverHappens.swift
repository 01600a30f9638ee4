import CampaignModel
import ScheduleEngine

/// A schedule that nothing can ever come of. One whose end has passed is no fault: the campaign is over.
struct NeverHappens {
    let rule: RecurrenceRule
    let zones: ZoneNames
    /// `schedule.recurring`.
    let fields: Fields
    /// Where `startDateTime` stands.
    let start: YAMLNode?

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    func check() {
        // Without a start every pattern has come round at some time, whatever the interval.
        guard let begin = rule.start, let zone = zones.rules(for: rule.zone) else { return }
        guard first(of: rule, zone) == nil else { return }
        var endless = rule
        endless.end = nil
        if let first = first(of: endless, zone), let end = rule.end {
            let (date, time) = zone.local(first)
            let day = "\(Self.weekdays[date.weekday]), \(first.rfc3339(offset: zone.offset(at: first)).prefix(10))"
            report(
                "it never happens: after 'schedule.startDateTime' it first comes on \(day), at \(time) in \(rule.zone), "
                    + "and '\(fields.path("endDate"))' is \(end)",
                at: [fields.node("endDate"), start], hint: "move one of the two, or change the days")
        } else if case .monthly(let days, let interval) = rule.pattern {
            let month = zone.local(begin).date.components
            let counted = interval == 1 ? "each month" : "every \(interval) months"
            report(
                "it never happens: \(counted) from \(Self.months[month.month - 1]) \(month.year) never meets "
                    + "day \(days.map(String.init).joined(separator: ", "))",
                at: [fields.node("daysOfMonth"), fields.node("interval"), start],
                hint: "use -1 for the last day of a month, or change 'interval' or 'startDateTime'")
        } else {
            report(
                "it never happens: nothing of it comes up to the year 9999", at: [start],
                hint: "move 'startDateTime', or change 'interval'")
        }
    }

    private func first(of rule: RecurrenceRule, _ zone: ZoneRules) -> Instant? {
        CompiledSchedule(.init(rule: .recurring(rule)), zone: zone).next(after: .earliest - TimeSpan(seconds: 1))
    }

    /// At the first of these that stands in the file itself; where all come from the defaults, where they are taken over.
    private func report(_ message: String, at nodes: [YAMLNode?], hint: String) {
        let own = nodes.compactMap(\.self).first { $0.isDefault == fields.findings.isDefaultsFile }
        fields.fault(message, at: own ?? fields.place, hint: hint)
    }
}
