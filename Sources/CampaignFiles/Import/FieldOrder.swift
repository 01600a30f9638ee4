/// The order in which the contract shows a campaign's fields, whichever mapping they are of.
enum FieldOrder {
    private static let ranks: [String: Int] = {
        let names = [
            "campaignId", "campaignName", "type", "status", "schedule", "targetAudience", "messageConfig",
            "deliverySettings", "notifications",
            // schedule
            "startDateTime", "recurring", "triggers", "catchUp", "overlap", "spread",
            "pattern", "daysOfWeek", "daysOfMonth", "timeOfDay", "conditions", "delay",
            // targetAudience
            "segmentId", "dynamicCriteria", "userIds", "holdout", "guard",
            // messageConfig
            "channel", "name", "templateId", "personalization", "variations", "weight",
            // deliverySettings
            "priority", "rateLimiting", "frequencyCap", "quietHours", "retry", "onUncertain", "expireAfter",
            // notifications
            "onComplete", "onStart", "onFailure",
            // what several of them have
            "enabled", "fields", "channels", "recipients", "messagesPerHour", "burst", "rampUp", "start", "end",
            "timezone", "value", "interval", "unit", "frequency", "expression", "endDate", "maxOccurrences", "exclude",
            "onGap", "onOverlap",
        ]
        return Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    /// Known fields in the contract's order, all others behind them in their own.
    static func sorted(_ members: [VerbatimJSON.Member]) -> [VerbatimJSON.Member] {
        func rank(_ member: VerbatimJSON.Member) -> Int { ranks[member.name] ?? ranks.count }
        return members.enumerated()
            .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }
}
