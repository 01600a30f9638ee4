public import CampaignModel
public import ScheduleEngine

/// What the state file remembers of a campaign, as far as deciding needs it.
public struct CampaignRecord: Hashable, Sendable {
    public var campaignId: String
    /// The state file's own number for it, to find it again by; nil for a campaign that it doesn't hold.
    public var key: Int64?
    /// The path the declaration last accepted came from.
    public var file: String
    public var terms: ScheduleTerms
    /// Every occurrence up to here is decided. Never goes back.
    public var evaluatedThrough: Instant
    /// When the next occurrence comes due; nil where none can.
    public var nextDue: Instant?
    /// Scheduled runs decided so far, begun or about to.
    public var decidedRuns: Int
    /// Runs of earlier passes that are not finished, begun or not.
    public var openRuns: Int
    /// Those of them that have not begun.
    public var waitingRuns: Int
    /// The fingerprint of the zone rules that all was decided by so far; nil where it isn't known.
    public var zoneRules: Int64?
    /// Local times that were decided by earlier rules of the zone and come again by those in force, as seconds since 1970
    /// on its clock.
    public var repeatedTimes: [Int64]

    public init(
        campaignId: String, file: String, terms: ScheduleTerms, evaluatedThrough: Instant, nextDue: Instant?,
        decidedRuns: Int, openRuns: Int, waitingRuns: Int, key: Int64? = nil, zoneRules: Int64? = nil,
        repeatedTimes: [Int64] = []
    ) {
        self.campaignId = campaignId
        self.file = file
        self.terms = terms
        self.evaluatedThrough = evaluatedThrough
        self.nextDue = nextDue
        self.decidedRuns = decidedRuns
        self.openRuns = openRuns
        self.waitingRuns = waitingRuns
        self.key = key
        self.zoneRules = zoneRules
        self.repeatedTimes = repeatedTimes
    }
}
