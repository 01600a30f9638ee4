import ScheduleEngine

/// One message to one recipient, ready to be handed to a channel.
public struct Message: Hashable, Sendable {
    public var idempotencyKey: String
    public var campaignId: String
    public var scheduledFor: Instant
    public var recipientId: String
    /// Where it goes on this channel: an e-mail address, a chat; the recipient's id on the others.
    public var address: String
    /// The fields that `personalization.fields` names and the contact has: what leaves of a contact beside its id.
    public var recipient: [String: JSONValue]
    public var variation: String?
    public var templateId: String
    public var subject: String?
    public var text: String?
    public var html: String?
    /// How Telegram reads `text`; nil: as it stands.
    public var parseMode: Template.ParseMode?
    /// What mail says of how to unsubscribe (RFC 2369), one line.
    public var listUnsubscribe: String?

    public init(
        idempotencyKey: String, campaignId: String, scheduledFor: Instant, recipientId: String, address: String,
        recipient: [String: JSONValue] = [:], variation: String?, templateId: String, subject: String?, text: String?,
        html: String?, parseMode: Template.ParseMode? = nil, listUnsubscribe: String? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.campaignId = campaignId
        self.scheduledFor = scheduledFor
        self.recipientId = recipientId
        self.address = address
        self.recipient = recipient
        self.variation = variation
        self.templateId = templateId
        self.subject = subject
        self.text = text
        self.html = html
        self.parseMode = parseMode
        self.listUnsubscribe = listUnsubscribe
    }
}

extension Message {
    /// The object that an outbox keeps, without what is absent.
    public var json: [UInt8] { JSONText.object(members) }

    /// The object that a webhook or a program gets: the same with the recipient's fields, its id among them.
    public var jsonWithRecipient: [UInt8] {
        var fields = recipient
        fields["id"] = .string(recipientId)
        return JSONText.object(members, and: ("recipient", .object(fields)))
    }

    private var members: [(name: String, value: String?)] {
        [
            ("idempotencyKey", idempotencyKey), ("campaignId", campaignId), ("scheduledFor", scheduledFor.rfc3339()),
            ("recipientId", recipientId), ("variation", variation), ("templateId", templateId), ("subject", subject),
            ("text", text), ("html", html),
        ]
    }
}
