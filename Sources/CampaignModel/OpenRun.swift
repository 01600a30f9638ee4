import ScheduleEngine

/// A decided run that is not finished.
public struct OpenRun: Hashable, Sendable {
    /// The occurrence's key in the state file.
    public var key: Int64
    public var campaignId: String
    public var scheduledFor: Instant
    public var trigger: ExecutionTrigger
    public var priority: Priority
    /// False while it only waits to begin.
    public var hasBegun: Bool
    /// The campaign is paused or a draft now: the run waits.
    public var isPaused: Bool
    /// It may run beside an earlier run of its campaign that is still open.
    public var mayOverlap: Bool

    public init(
        key: Int64, campaignId: String, scheduledFor: Instant, trigger: ExecutionTrigger, priority: Priority,
        hasBegun: Bool, isPaused: Bool, mayOverlap: Bool
    ) {
        self.key = key
        self.campaignId = campaignId
        self.scheduledFor = scheduledFor
        self.trigger = trigger
        self.priority = priority
        self.hasBegun = hasBegun
        self.isPaused = isPaused
        self.mayOverlap = mayOverlap
    }
}
