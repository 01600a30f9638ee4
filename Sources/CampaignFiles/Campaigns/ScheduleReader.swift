import CampaignModel
import ScheduleEngine

/// Reads `schedule`.
struct ScheduleReader {
    let context: ReadingContext
    let defaultZone: Defaults.Zone

    /// - Parameter type: Nil where it isn't known: then nothing is missing.
    func read(_ top: Fields, type: CampaignType?) -> ScheduleDeclaration? {
        guard let declared = top.mapping("schedule", code: .invalidSchedule) else { return nil }
        let fields = type == nil ? declared.partial : declared
        let own = fields.ownAlone
        var schedule = ScheduleDeclaration()
        // No campaign that waits for events means the defaults' start.
        let start = (type == .triggerBased ? own : fields).instant("startDateTime")
        schedule.startDateTime = start?.value
        fields.requireParts(deciding: type?.rawValue)
        schedule.recurring = readRecurring(type == .recurring || type == nil ? fields : own, type, start)
        schedule.triggers = readTriggers(type == .triggerBased || type == nil ? fields : own, type)
        schedule.catchUp = readCatchUp(fields)
        schedule.overlap = fields.choice("overlap")
        schedule.spread = fields.duration("spread")
        return schedule
    }

    private func readRecurring(
        _ fields: Fields, _ type: CampaignType?, _ start: (value: Instant, node: YAMLNode)?
    ) -> Recurring? {
        guard let recurring = fields.mapping("recurring") else { return nil }
        let reader = RecurringReader(zones: context.zones, shared: context.shared, defaultZone: defaultZone)
        guard let type, type != .recurring else {
            let errors = fields.findings.errorCount
            let declared = reader.read(recurring, start: start, hasStart: fields.node("startDateTime") != nil)
            // What isn't whole is no schedule yet, and says nothing of when it happens.
            if let declared, !fields.isPartial, fields.findings.errorCount == errors {
                checkTimes(declared, recurring, start)
            }
            return declared
        }
        warnUnused(recurring.place, "recurring", type, fields)
        _ = reader.read(recurring.partial, start: nil, hasStart: true)
        return nil
    }

    private func checkTimes(_ declared: Recurring, _ fields: Fields, _ start: (value: Instant, node: YAMLNode)?) {
        let whole = ScheduleDeclaration(startDateTime: start?.value, recurring: declared)
        guard let unrestricted = whole.recurrenceRule() else { return }
        var rule = unrestricted
        for id in declared.exclude ?? [] {
            if case .found(let days) = context.shared.calendar(id) { rule.exclude = rule.exclude.union(days) }
        }
        // Whether the calendars leave anything is asked where they are named.
        NeverHappens(rule: unrestricted, zones: context.zones, fields: fields, start: start?.node).check()
        SkippedTimes(rule: rule, gaps: context.clockGaps, fields: fields, start: start?.node).check()
    }

    private func readTriggers(_ fields: Fields, _ type: CampaignType?) -> [Trigger]? {
        guard let node = fields.node("triggers") else { return nil }
        let triggers = TriggerReader(fields: fields).read()
        guard let type, type != .triggerBased else { return triggers }
        warnUnused(node, "triggers", type, fields)
        return nil
    }

    private func warnUnused(_ node: YAMLNode, _ key: StaticString, _ type: CampaignType, _ fields: Fields) {
        fields.findings.warn(
            .invalidSchedule, "a \(type.rawValue) campaign makes no use of '\(fields.path(key))'", at: node,
            hint: "remove it, or change 'type'")
    }

    private func readCatchUp(_ fields: Fields) -> CatchUp? {
        guard let catchUp = fields.mapping("catchUp") else { return nil }
        return CatchUp(
            policy: catchUp.choice("policy"), window: catchUp.duration("window"),
            limit: catchUp.integer("limit"), grace: catchUp.duration("grace"))
    }
}
