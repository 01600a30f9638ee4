import ScheduleEngine

/// One row of a campaign's history: a run, or a range of occurrences that were skipped.
public struct ExecutionRecord: Hashable, Sendable {
    public var campaignId: String
    public var scheduledFor: Instant
    /// More than 1 for folded skipped occurrences alone.
    public var count: Int
    public var status: ExecutionStatus
    public var trigger: ExecutionTrigger
    /// Why it was skipped, cancelled, caught up, or failed to begin.
    public var reason: String?
    public var beganAt: Instant?
    public var endedAt: Instant?
    public var messagesSent: Int
    public var deliveries: DeliveryCounts
    public var variations: [VariationCounts]
    /// Of a test: what tells it from others of the same second.
    public var testLabel: String?

    public init(
        campaignId: String, scheduledFor: Instant, count: Int, status: ExecutionStatus, trigger: ExecutionTrigger,
        reason: String?, beganAt: Instant?, endedAt: Instant?, messagesSent: Int, deliveries: DeliveryCounts,
        variations: [VariationCounts], testLabel: String? = nil
    ) {
        self.campaignId = campaignId
        self.scheduledFor = scheduledFor
        self.count = count
        self.status = status
        self.trigger = trigger
        self.reason = reason
        self.beganAt = beganAt
        self.endedAt = endedAt
        self.messagesSent = messagesSent
        self.deliveries = deliveries
        self.variations = variations
        self.testLabel = testLabel
    }
}

/// What runs that began within a period came to.
public struct PeriodTotals: Hashable, Sendable {
    public var totalRuns = 0
    public var messagesSent = 0
    public var delivered = 0

    public init() {}
}
