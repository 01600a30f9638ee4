public import CampaignModel
public import ScheduleEngine

/// What there is to count, at one moment. Totals begin with the state file.
public struct StatusFigures: Hashable, Sendable {
    /// Declared campaigns, as people are shown them.
    public var campaigns: [CampaignStatus: Int] = [:]
    /// Ended runs by what they came to; tests are none.
    public var runs: [ExecutionStatus: Int] = [:]
    /// Runs decided and not ended.
    public var openRuns = 0
    /// Over all runs.
    public var recipients = DeliveryCounts()
    /// Runs that came later than on time.
    public var catchUps = 0
    /// Occurrences that came due and were not run.
    public var skipped = 0
    /// Nil where no pass has been yet.
    public var lastPassAt: Instant?
    /// Nil where there is none.
    public var stateFileBytes: Int?
    /// By id; those of which nothing will come due are left out.
    public var nextRuns: [NextRun] = []

    public struct NextRun: Hashable, Sendable {
        public var campaignId: String
        public var at: Instant

        public init(campaignId: String, at: Instant) {
            self.campaignId = campaignId
            self.at = at
        }
    }

    public init() {}
}
