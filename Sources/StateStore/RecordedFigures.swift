public import CampaignModel
public import ScheduleEngine

/// What all runs came to since the state file began; tests are none.
public struct RecordedFigures: Hashable, Sendable {
    /// Of ended runs.
    public var runs: [ExecutionStatus: Int] = [:]
    /// Decided, and not ended.
    public var openRuns = 0
    public var recipients = DeliveryCounts()
    public var catchUps = 0
    /// Occurrences, not ranges of them.
    public var skipped = 0
    public var lastPassAt: Instant?

    public init() {}
}
