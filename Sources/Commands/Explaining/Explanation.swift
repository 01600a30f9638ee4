import ScheduleEngine

/// `why --format json`: what became of one recipient, or would.
struct Explanation: Encodable {
    /// What became of him in the last run, or, from `wouldSend` on, what would in the next; `suppressed` and `holdout` are
    /// either.
    enum Decision: String, Encodable {
        case pending, sent, failed, suppressed, holdout, expired, uncertain, cancelled
        case wouldSend = "would-send"
        case notInAudience = "not-in-audience"
        case noRun = "no-run"
        /// An event of his owed a message, and it was passed over.
        case skipped
        /// Events of his came, and no trigger asks for them.
        case notMatched = "not-matched"
    }

    var campaignId: String
    var userId: String
    var decision: Decision
    /// A sentence.
    var reason: String
    var variation: String?
    /// When the message may go at the soonest, where it still may.
    var notBefore: Instant?
    /// What decides stands there: relative to the tree's root, or an absolute path of a source.
    var file: String?
    var line: Int?

    private enum Key: String, CodingKey {
        case campaignId, userId, decision, reason, variation, notBefore, file, line
    }

    /// All keys are always there.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(campaignId, forKey: .campaignId)
        try container.encode(userId, forKey: .userId)
        try container.encode(decision, forKey: .decision)
        try container.encode(reason, forKey: .reason)
        try container.encode(variation, forKey: .variation)
        try container.encode(notBefore, forKey: .notBefore)
        try container.encode(file, forKey: .file)
        try container.encode(line, forKey: .line)
    }
}
