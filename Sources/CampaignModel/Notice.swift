public import ScheduleEngine

/// News of a run for one address on one channel.
public struct Notice: Hashable, Sendable {
    /// Its row in the state file.
    public var key: Int64
    public var campaignId: String
    /// The run's.
    public var scheduledFor: Instant
    public var event: NoticeEvent
    public var channel: ChannelDeclaration
    public var address: String
    public var subject: String
    public var body: String
    /// Tries so far.
    public var attempts: Int
    /// Where the channel stood when an earlier process claimed it.
    public var marker: String?

    public init(
        key: Int64, campaignId: String, scheduledFor: Instant, event: NoticeEvent, channel: ChannelDeclaration,
        address: String, subject: String, body: String, attempts: Int, marker: String? = nil
    ) {
        self.key = key
        self.campaignId = campaignId
        self.scheduledFor = scheduledFor
        self.event = event
        self.channel = channel
        self.address = address
        self.subject = subject
        self.body = body
        self.attempts = attempts
        self.marker = marker
    }

    /// The same for each try.
    public var message: Message {
        Message(
            // No campaign's id holds an `@`, so that no message to a recipient has this key.
            idempotencyKey: StableHash.idempotencyKey(
                campaignId: "\(campaignId)@\(event.rawValue)@\(channel.id)", scheduledFor: scheduledFor,
                recipientId: address),
            campaignId: campaignId, scheduledFor: scheduledFor, recipientId: address, address: address,
            variation: nil, templateId: event.rawValue, subject: subject, text: body, html: nil)
    }
}
