public import CampaignModel
public import ScheduleEngine

/// A campaign as the overview lists it.
public struct CampaignSummary: Sendable {
    public var id: String
    public var name: String?
    public var type: CampaignType
    public var status: CampaignStatus
    public var nextRun: Instant?
    /// Nil where the system has no such zone.
    public var zone: ZoneRules?
    /// Scheduled runs begun.
    public var runCount: Int
    /// Recipients whose message was handed over at least once, over all runs.
    public var sent: Int
    public var delivered: Int
    /// Newest first.
    public var history: [ExecutionRecord]

    public init(
        id: String, name: String?, type: CampaignType, status: CampaignStatus, nextRun: Instant?, zone: ZoneRules?,
        runCount: Int, sent: Int, delivered: Int, history: [ExecutionRecord]
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.status = status
        self.nextRun = nextRun
        self.zone = zone
        self.runCount = runCount
        self.sent = sent
        self.delivered = delivered
        self.history = history
    }
}
