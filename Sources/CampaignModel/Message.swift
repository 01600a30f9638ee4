import ScheduleEngine

/// One message to one recipient, ready to be handed to a channel.
public struct Message: Hashable, Sendable {
    public var idempotencyKey: String
    public var campaignId: String
    public var scheduledFor: Instant
    public var recipientId: String
    public var variation: String?
    public var templateId: String
    public var subject: String?
    public var text: String?
    public var html: String?

    public init(
        idempotencyKey: String, campaignId: String, scheduledFor: Instant, recipientId: String, variation: String?,
        templateId: String, subject: String?, text: String?, html: String?
    ) {
        self.idempotencyKey = idempotencyKey
        self.campaignId = campaignId
        self.scheduledFor = scheduledFor
        self.recipientId = recipientId
        self.variation = variation
        self.templateId = templateId
        self.subject = subject
        self.text = text
        self.html = html
    }
}

/// What a channel says became of a message.
public enum Outcome: Hashable, Sendable {
    /// The other side has accepted it.
    case sent
    /// It certainly did not arrive, and may succeed later.
    case transient(reason: String)
    /// It will never be accepted.
    case permanent(reason: String)
    /// It left and got no answer.
    case uncertain(reason: String)
    /// It never left, and none of this channel can leave now (a full disk, a refused login): nobody is settled, and the
    /// slice ends.
    case channelStopped(reason: String)
}

/// A recipient as a source gives it.
public struct Contact: Hashable, Sendable {
    public var id: String
    public var fields: [String: JSONValue]

    public init(id: String, fields: [String: JSONValue]) {
        self.id = id
        self.fields = fields
    }
}
