import CampaignModel
import ScheduleEngine

/// One row of what a pass decided and did, in the contract's shape.
struct OccurrenceRow: Encodable {
    enum Decision: String, Encodable {
        case run
        case catchUp = "catch-up"
        case skip, `defer`, `continue`
    }

    /// What became, or would become, of the recipients.
    struct Audience: Encodable, Equatable {
        var total: Int
        var send: Int
        var suppressed: Int
        var holdout: Int
    }

    var campaignId: String
    var scheduledFor: Instant
    var decision: Decision
    var reason: String?
    var notBefore: Instant?
    var count = 1
    /// Only where the occurrence runs and its audience can be read.
    var audience: Audience?
    var finishBy: Instant?
    var messagesSent = 0
    var errors = 0
    var status: ExecutionStatus
    /// Run because somebody said so; not among what programs read.
    var isBackfill = false

    /// Quiet hours hold it back: it is decided, and nobody gets it before then.
    mutating func hold(_ deferral: Deferral) {
        decision = .defer
        reason = deferral.reason
        notBefore = deferral.until
    }

    private enum Key: String, CodingKey {
        case campaignId, scheduledFor, decision, reason, notBefore, count, audience, finishBy, messagesSent, errors,
            status
    }

    /// `reason` and `notBefore` are always there, null where there is none.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(campaignId, forKey: .campaignId)
        try container.encode(scheduledFor, forKey: .scheduledFor)
        try container.encode(decision, forKey: .decision)
        try container.encode(reason, forKey: .reason)
        try container.encode(notBefore, forKey: .notBefore)
        try container.encode(count, forKey: .count)
        try container.encodeIfPresent(audience, forKey: .audience)
        try container.encodeIfPresent(finishBy, forKey: .finishBy)
        try container.encode(messagesSent, forKey: .messagesSent)
        try container.encode(errors, forKey: .errors)
        try container.encode(status, forKey: .status)
    }
}
