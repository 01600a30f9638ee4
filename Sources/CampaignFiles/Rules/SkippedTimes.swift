import CampaignModel
import ScheduleEngine

/// A time of day that the clocks jump over on a day on which the rule names it: somebody should know before it happens.
struct SkippedTimes {
    let rule: RecurrenceRule
    let gaps: ClockGaps
    /// `schedule.recurring`.
    let fields: Fields
    /// Where `startDateTime` stands.
    let start: YAMLNode?

    func check() {
        // Who says what becomes of such times knows of them.
        if let own = fields.own?.value(for: "onGap"), !own.isNull { return }
        guard let forecast = gaps.forecast(for: rule.zone), !forecast.gaps.isEmpty else { return }
        if case .cron(let expression) = rule.pattern {
            // Every hour's run of a skipped hour meets that of the hour after it.
            guard !expression.isEveryHour, let node = fields.node("expression") else { return }
            let schedule = CompiledSchedule(.init(rule: .recurring(rule)), zone: forecast.rules)
            return warn(schedule, forecast.gaps, at: node) { _ in true }
        }
        let places = places(forecast)
        guard !places.isEmpty else { return }
        let schedule = CompiledSchedule(.init(rule: .recurring(rule)), zone: forecast.rules)
        for (time, node) in places { warn(schedule, forecast.gaps, at: node) { $0 == time } }
    }

    /// Those times that fall into a gap on some day at all, which nearly none does, each with where it stands.
    private func places(_ forecast: ClockGaps.Forecast) -> [(LocalTime, YAMLNode)] {
        func isSkipped(_ time: LocalTime) -> Bool { forecast.gaps.contains { $0.skips(time) } }
        if rule.times.isEmpty {
            // A custom frequency takes its start's time of day.
            guard let start, let time = rule.start.map({ forecast.rules.local($0).time }), isSkipped(time) else {
                return []
            }
            return [(time, start)]
        }
        guard rule.times.contains(where: isSkipped), let node = fields.node("timeOfDay") else { return [] }
        return (node.isSequence ? node.elements : [node]).compactMap { element in
            LocalTime(element.text).flatMap { isSkipped($0) ? ($0, element) : nil }
        }
    }

    /// Warns of each local time in `gaps` that the schedule names, within the rule's start and end.
    /// - Parameters:
    ///   - node: Where what names them stands; one of the defaults is reported where the file takes it over.
    ///   - isMeant: The times of day to speak of.
    private func warn(
        _ schedule: CompiledSchedule, _ gaps: [ClockGaps.Gap], at node: YAMLNode, where isMeant: (LocalTime) -> Bool
    ) {
        var dates: [Skip: [String]] = [:]
        for gap in gaps {
            for local in schedule.nominalTimes(from: gap.from, through: gap.to - 1) {
                let moment = Instant(seconds: local - gap.offsetBefore)
                let text = moment.rfc3339(offset: Int(gap.offsetBefore))
                guard moment >= rule.start ?? .earliest, moment <= rule.end ?? .latest,
                    let time = LocalTime(secondOfDay: Int(local.flooredRemainder(86_400))), isMeant(time)
                else { continue }
                let shifted = moment.rfc3339(offset: Int(gap.offsetAfter))
                let isSameDay = shifted.prefix(10) == text.prefix(10)
                let instead = LocalTime(secondOfDay: Int((moment.seconds + gap.offsetAfter).flooredRemainder(86_400)))
                let skip = Skip(
                    time: time, shift: gap.offsetAfter - gap.offsetBefore,
                    instead: (instead?.description ?? "") + (isSameDay ? "" : " on \(shifted.prefix(10))"))
                dates[skip, default: []].append(String(text.prefix(10)))
            }
        }
        let place = node.isDefault == fields.findings.isDefaultsFile ? node : fields.place
        for (skip, dates) in dates.sorted(by: { ($0.key.time, $0.key.instead) < ($1.key.time, $1.key.instead) }) {
            let outcome = rule.onGap == .shift ? "runs at \(skip.instead) instead" : "is left out"
            fields.findings.warn(
                .invalidSchedule,
                "\(skip.time) does not exist on \(Self.enumerated(dates)) in \(rule.zone): it \(outcome)",
                at: place, hint: "choose another time, or set onGap to say that it is meant")
        }
    }

    /// What a warning is about: dates with the same outcome share one.
    private struct Skip: Hashable {
        var time: LocalTime
        var shift: Int64
        var instead: String
    }

    /// `a`, `a and b`, `a, b and c`.
    private static func enumerated(_ texts: [String]) -> String {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return "\(texts.dropLast().joined(separator: ", ")) and \(last)"
    }
}
