public import CampaignModel

/// A campaign in whose runs somebody went without the message.
public struct FailedCampaign: Sendable {
    public var name: String?
    /// The last such run to begin.
    public var newest: ExecutionRecord
    /// How many such runs there were; 1 or more.
    public var runs: Int
    /// What the newest run's recipients went without for, with how many say so; the most frequent first.
    public var reasons: [(text: String, count: Int)]

    public init(name: String?, newest: ExecutionRecord, runs: Int, reasons: [(text: String, count: Int)]) {
        self.name = name
        self.newest = newest
        self.runs = runs
        self.reasons = reasons
    }
}
