import CampaignModel
import ScheduleEngine

/// Reads `schedule.recurring`.
struct RecurringReader {
    let zones: ZoneNames
    let shared: SharedFiles
    let defaultZone: Defaults.Zone

    func read(_ fields: Fields, start: (value: Instant, node: YAMLNode)?, hasStart: Bool) -> Recurring? {
        let pattern: Pattern? = fields.choice("pattern")
        let days = DaysReader(fields: fields)
        let daysOfWeek = days.daysOfWeek()
        let daysOfMonth = days.daysOfMonth()
        let times = readTimes(fields)
        let zone = readZone(fields)
        let interval = readInterval(fields, pattern, hasStart: hasStart)
        let frequency = readFrequency(fields, pattern, hasStart: hasStart)
        let expression = ExpressionReader(fields: fields, pattern: pattern).expression()
        let end = readEnd(fields, start: start)
        let maxOccurrences = fields.integer("maxOccurrences")
        let onGap: GapPolicy? = fields.choice("onGap")
        let onOverlap: OverlapPolicy? = fields.choice("onOverlap")
        let exclude = readCalendars(fields)
        fields.requireParts(deciding: pattern?.rawValue)
        if let pattern { UnusedFields.warn(fields, pattern, unit: frequency?.unit) }
        guard let pattern, let zone else { return nil }
        return Recurring(
            pattern: pattern, daysOfWeek: daysOfWeek, daysOfMonth: daysOfMonth, timeOfDay: times, timezone: zone,
            interval: interval, frequency: frequency, expression: expression, endDate: end,
            maxOccurrences: maxOccurrences, onGap: onGap, onOverlap: onOverlap, exclude: exclude)
    }

    // MARK: Parts

    private func readTimes(_ fields: Fields) -> TimesOfDay? {
        guard let node = fields.node("timeOfDay") else { return nil }
        guard node.isSequence else { return fields.localTime(node, "timeOfDay").map { TimesOfDay([$0]) } }
        return fields.list("timeOfDay") { fields.localTime($0, "timeOfDay") }.map { TimesOfDay($0) }
    }

    private func readZone(_ fields: Fields) -> String? {
        if let node = fields.node("timezone") {
            return zones.zone(at: node, path: fields.path("timezone"), findings: fields.findings)
        }
        switch defaultZone {
        case .none: return "UTC"
        case .zone(let identifier): return identifier
        case .broken:
            fields.findings.holdBack()
            return nil
        }
    }

    private func readInterval(_ fields: Fields, _ pattern: Pattern?, hasStart: Bool) -> Int? {
        guard let interval = fields.integer("interval"), let node = fields.node("interval") else {
            return nil
        }
        if interval > 1, !hasStart, !fields.isPartial, pattern != .custom, pattern != .cron {
            warnUnanchored(fields, node)
        }
        return interval
    }

    private func warnUnanchored(_ fields: Fields, _ node: YAMLNode) {
        fields.findings.warn(
            .invalidSchedule, "without 'schedule.startDateTime' the interval is counted from 1970", at: node,
            hint: "add 'startDateTime' to say which is the first")
    }

    private func readFrequency(_ fields: Fields, _ pattern: Pattern?, hasStart: Bool) -> Frequency? {
        guard let frequency = fields.mapping("frequency") else { return nil }
        frequency.requireParts()
        let interval = frequency.integer("interval")
        let unit: FrequencyUnit? = frequency.choice("unit")
        guard let interval, let unit else { return nil }
        if interval > 1, !hasStart, !fields.isPartial, pattern == .custom, !unit.fillsADay(interval),
            let node = frequency.node("interval")
        {
            warnUnanchored(fields, node)
        }
        return Frequency(interval: interval, unit: unit)
    }

    /// Nil where none is named.
    private func readCalendars(_ fields: Fields) -> [String]? {
        let ids = fields.list("exclude") { node -> String? in
            guard let id = fields.string(node, "exclude") else { return nil }
            switch shared.calendar(id) {
            case .found: break
            case .broken: fields.findings.holdBack()
            case .missing:
                fields.findings.error(
                    .calendarNotFound, "there is no calendar '\(id.prefix(60))'", at: node,
                    hint: NearestName.question(id, among: shared.calendarIds)
                        ?? "create calendars/\(id.prefix(60)).yaml, or .ics")
            }
            return id
        }
        return ids?.isEmpty == false ? ids : nil
    }

    private func readEnd(_ fields: Fields, start: (value: Instant, node: YAMLNode)?) -> Instant? {
        guard let end = fields.instant("endDate") else { return nil }
        if let start, end.value < start.value {
            let place = end.node.isDefault == fields.findings.isDefaultsFile ? end.node : start.node
            fields.fault(
                "'\(fields.path("endDate"))' lies before 'schedule.startDateTime'", at: place,
                hint: "move one of the two")
        }
        return end.value
    }
}

extension FrequencyUnit {
    /// Whether so many of them go into a day: then each day is like the next, wherever the counting began.
    fileprivate func fillsADay(_ interval: Int) -> Bool {
        switch self {
        case .minutes: 1_440 % interval == 0
        case .hours: 24 % interval == 0
        case .days, .weeks, .months: false
        }
    }
}
