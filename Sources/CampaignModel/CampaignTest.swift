public import ScheduleEngine

/// A test execution of a campaign: sent to a few, and none of its runs.
public struct CampaignTest: Hashable, Sendable {
    /// Its row in the state file.
    public var key: Int64
    public var campaignId: String
    /// `test-20261207T150000Z`, with `-2` and so on behind it for further ones of that second: the name of its file in an
    /// outbox.
    public var label: String
    /// What its messages say as scheduledFor.
    public var at: Instant

    public init(key: Int64, campaignId: String, label: String, at: Instant) {
        self.key = key
        self.campaignId = campaignId
        self.label = label
        self.at = at
    }

    /// Tells it from all other tests, and from all runs.
    public var id: String { "\(campaignId)@\(label)" }

    /// Never the key of a run's message, even of a run of this very second: no campaign's id holds an `@`. A webhook that
    /// folds what it has seen must not take the real message for the test's.
    public func idempotencyKey(recipientId: String) -> String {
        StableHash.idempotencyKey(campaignId: id, scheduledFor: at, recipientId: recipientId)
    }

    /// - Parameter number: 1 for the first of that second.
    public static func label(at instant: Instant, number: Int) -> String {
        "test-\(instant.basicFormat)" + (number > 1 ? "-\(number)" : "")
    }
}
