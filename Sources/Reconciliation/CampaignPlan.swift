public import ScheduleEngine

/// Messages that events owe, and that a change of their campaign ends.
public struct PassingBy: Hashable, Sendable {
    public var reason: String
    /// Those too that are not due yet: no pass will ever come to them.
    public var isForAll: Bool

    public init(reason: String, isForAll: Bool) {
        self.reason = reason
        self.isForAll = isForAll
    }
}

/// What one pass does about one campaign. A value: the state file stores it whole, in one transaction with all others.
public struct CampaignPlan: Hashable, Sendable {
    public var campaignId: String
    /// The record's own; nil for a campaign that the state file doesn't hold yet.
    public var key: Int64?
    public var change: CampaignChange?
    /// By scheduledFor.
    public var decisions: [OccurrenceDecision]
    public var evaluatedThrough: Instant
    public var nextDue: Instant?
    /// Runs of earlier passes end here: the campaign was deleted or cancelled, or `overlap: replace` says so, which leaves
    /// backfills alone. The reason is kept with each.
    public var cancelOpenRuns: String?
    /// What events owe and is not decided: what is due by now of it, or all, passes by for this reason.
    public var passingBy: PassingBy?
    /// These two as in `CampaignRecord`, after this pass.
    public var zoneRules: Int64?
    public var repeatedTimes: [Int64]

    /// Nothing of it goes on, backfills neither.
    public var endsCampaign: Bool { change?.action == .delete || change?.action == .cancel }

    public init(
        campaignId: String, key: Int64? = nil, change: CampaignChange? = nil, decisions: [OccurrenceDecision] = [],
        evaluatedThrough: Instant, nextDue: Instant?, cancelOpenRuns: String? = nil, passingBy: PassingBy? = nil,
        zoneRules: Int64? = nil, repeatedTimes: [Int64] = []
    ) {
        self.campaignId = campaignId
        self.key = key
        self.change = change
        self.decisions = decisions
        self.evaluatedThrough = evaluatedThrough
        self.nextDue = nextDue
        self.cancelOpenRuns = cancelOpenRuns
        self.passingBy = passingBy
        self.zoneRules = zoneRules
        self.repeatedTimes = repeatedTimes
    }
}
