public import CampaignModel

/// A campaign in whose runs somebody went without the message, and why.
public struct TroubledCampaign: Hashable, Sendable {
    /// The last such run to begin.
    public var newest: ExecutionRecord
    /// How many such runs there were.
    public var runs: Int
    /// What the newest run's recipients went without for, the most frequent first. Counted among the first 100,000 of them.
    public var reasons: [Reason]

    public struct Reason: Hashable, Sendable {
        public var text: String
        public var count: Int

        public init(text: String, count: Int) {
            self.text = text
            self.count = count
        }
    }

    public init(newest: ExecutionRecord, runs: Int, reasons: [Reason]) {
        self.newest = newest
        self.runs = runs
        self.reasons = reasons
    }
}
