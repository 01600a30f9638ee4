public import CampaignModel
public import ScheduleEngine

/// A run that is decided and not at its end.
public struct RunUnderWay: Sendable {
    public var name: String?
    public var record: ExecutionRecord
    /// The campaign is paused: the run waits.
    public var isPaused: Bool
    /// Until when nothing of it is sent, and why.
    public var held: Deferral?
    /// When it will be done, as far as its limits tell.
    public var finishBy: Instant?

    public init(name: String?, record: ExecutionRecord, isPaused: Bool, held: Deferral?, finishBy: Instant?) {
        self.name = name
        self.record = record
        self.isPaused = isPaused
        self.held = held
        self.finishBy = finishBy
    }
}
