public import CampaignModel
public import ScheduleEngine

/// A trigger-based campaign in force, as far as events ask for it.
public struct TriggeredCampaign: Hashable, Sendable {
    public var campaignId: String
    /// The state file's own number for it; nil for one that it doesn't hold yet.
    public var key: Int64?
    public var triggers: [Trigger]
    /// When it was first applied: events from before are not owed.
    public var firstApplied: Instant

    public init(campaignId: String, key: Int64?, triggers: [Trigger], firstApplied: Instant) {
        self.campaignId = campaignId
        self.key = key
        self.triggers = triggers
        self.firstApplied = firstApplied
    }

    /// What this campaign owes the event's user; nil where no trigger matches, or the event is from before the campaign.
    /// Two triggers that match count once, with the sooner of their due times.
    public func debt(_ event: Event) -> Debt? {
        guard event.at >= firstApplied else { return nil }
        var debt: Debt?
        for (index, trigger) in triggers.enumerated() where trigger.matches(event) {
            let due = trigger.due(event)
            if debt.map({ due < $0.dueAt }) ?? true { debt = Debt(campaignId: campaignId, trigger: index, dueAt: due) }
        }
        return debt
    }
}

/// One message that an event owes its user.
public struct Debt: Hashable, Sendable {
    public var campaignId: String
    /// Which of the campaign's triggers matched, from 0.
    public var trigger: Int
    public var dueAt: Instant

    public init(campaignId: String, trigger: Int, dueAt: Instant) {
        self.campaignId = campaignId
        self.trigger = trigger
        self.dueAt = dueAt
    }
}

/// The trigger-based campaigns in force, so arranged that an event finds those that may care for it at once.
public struct TriggerTable: Sendable {
    public let campaigns: [TriggeredCampaign]
    /// By the name of an event, places in `campaigns`; those that a condition of another kind than a text asks for stand
    /// under every name.
    private let byEvent: [String: [Int]]
    private let others: [Int]

    public init(_ campaigns: [TriggeredCampaign]) {
        self.campaigns = campaigns
        var byEvent: [String: [Int]] = [:]
        var others: [Int] = []
        for (place, campaign) in campaigns.enumerated() {
            var names: Set<String> = []
            var isOther = false
            for trigger in campaign.triggers {
                if case .string(let name)? = trigger.conditions["event"] { names.insert(name) } else { isOther = true }
            }
            if isOther { others.append(place) } else { for name in names { byEvent[name, default: []].append(place) } }
        }
        self.byEvent = byEvent
        self.others = others
    }

    /// What the event owes, with the campaign's place in `campaigns`.
    public func debts(_ event: Event) -> [(place: Int, debt: Debt)] {
        (byEvent[event.event, default: []] + others).compactMap { place in
            campaigns[place].debt(event).map { (place, $0) }
        }
    }
}
