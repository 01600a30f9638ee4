import ScheduleEngine

/// What the state file knows of a campaign's past and present, for whoever looks at it.
public struct CampaignOverview: Hashable, Sendable {
    public var campaignId: String
    /// That it was accepted from, relative to the tree's root.
    public var file: String
    /// What deciding has left: every occurrence up to here is decided.
    public var evaluatedThrough: Instant
    public var nextDue: Instant?
    /// When the first message that events owe comes due; nil where they owe none.
    public var nextOwed: Instant?
    /// Scheduled runs decided, begun or waiting.
    public var decidedRuns: Int
    /// Scheduled runs begun.
    public var runCount: Int
    /// scheduledFor of the last run begun.
    public var lastRunAt: Instant?
    public var lastRunFailed: Bool
    public var openRuns: Int
    /// Recipients whose message was handed to a channel at least once, over all runs.
    public var messagesSent: Int
    public var delivered: Int
    /// The fingerprint of the zone rules that all was decided by so far; nil where it isn't known.
    public var zoneRules: Int64?
    /// Local times that were decided by earlier rules of the zone and come again; seconds since 1970 on its clock.
    public var repeatedTimes: [Int64]

    public init(
        campaignId: String, file: String, evaluatedThrough: Instant, nextDue: Instant?,
        decidedRuns: Int, runCount: Int, lastRunAt: Instant?, lastRunFailed: Bool, openRuns: Int, messagesSent: Int,
        delivered: Int, zoneRules: Int64? = nil, repeatedTimes: [Int64] = [], nextOwed: Instant? = nil
    ) {
        self.campaignId = campaignId
        self.file = file
        self.evaluatedThrough = evaluatedThrough
        self.nextDue = nextDue
        self.decidedRuns = decidedRuns
        self.runCount = runCount
        self.lastRunAt = lastRunAt
        self.lastRunFailed = lastRunFailed
        self.openRuns = openRuns
        self.messagesSent = messagesSent
        self.delivered = delivered
        self.zoneRules = zoneRules
        self.repeatedTimes = repeatedTimes
        self.nextOwed = nextOwed
    }
}

/// Delivered in percent of sent, one decimal; nil where nothing was sent.
public func deliveryRate(delivered: Int, sent: Int) -> Double? {
    guard sent > 0 else { return nil }
    return (Double(delivered) / Double(sent) * 1_000).rounded() / 10
}
