import ScheduleEngine

/// A recipient as a run fixes it when it begins.
public struct Enrollment: Hashable, Sendable {
    public var recipientId: String
    /// `pending`, `suppressed` or `holdout`.
    public var state: DeliveryState
    /// Why it is suppressed.
    public var reason: String?
    public var variation: String?
    /// What the message may need of the contact; kept until the delivery is settled.
    public var fields: [String: JSONValue]

    public init(
        recipientId: String, state: DeliveryState, reason: String? = nil, variation: String? = nil,
        fields: [String: JSONValue] = [:]
    ) {
        self.recipientId = recipientId
        self.state = state
        self.reason = reason
        self.variation = variation
        self.fields = fields
    }
}

/// A delivery that is durably taken in hand and not yet settled.
public struct ClaimedDelivery: Hashable, Sendable {
    public var key: Int64
    public var recipientId: String
    public var variation: String?
    public var fields: [String: JSONValue]
    /// Tries before this one.
    public var attempts: Int

    public init(key: Int64, recipientId: String, variation: String?, fields: [String: JSONValue], attempts: Int) {
        self.key = key
        self.recipientId = recipientId
        self.variation = variation
        self.fields = fields
        self.attempts = attempts
    }
}

/// What the ledger is told of a claimed delivery.
public struct Settlement: Hashable, Sendable {
    public var key: Int64
    /// `pending` hands it back, to be tried again at `retryAt`.
    public var state: DeliveryState
    public var reason: String?
    public var retryAt: Instant?
    /// A channel was given the message in this try, and the try counts.
    public var wasHanded: Bool
    /// Tries before this one.
    public var attempts: Int
    /// The other side was asked, so that the slot of an hourly limit is spent.
    public var keepsSlot: Bool
    /// An address that the other side will never accept: whoever has it gets nothing more on this channel.
    public var refusedAddress: String?

    public init(
        key: Int64, state: DeliveryState, reason: String? = nil, retryAt: Instant? = nil, wasHanded: Bool,
        attempts: Int, keepsSlot: Bool? = nil, refusedAddress: String? = nil
    ) {
        self.key = key
        self.state = state
        self.reason = reason
        self.retryAt = retryAt
        self.wasHanded = wasHanded
        self.attempts = attempts
        self.keepsSlot = keepsSlot ?? wasHanded
        self.refusedAddress = refusedAddress
    }
}

/// A channel that takes nothing for a while: the other side asked for it, or a limit below one message a second does.
public struct ChannelHold: Hashable, Sendable {
    public var until: Instant
    public var reason: String?

    /// A server that asks for more is tried again after this long. A mark further ahead was left by a clock that was
    /// wrong.
    public static let longest = TimeSpan.hours(24)

    public init(until: Instant, reason: String? = nil) {
        self.until = until
        self.reason = reason
    }

    public func isInForce(at now: Instant) -> Bool { now < until && until - now <= Self.longest }
}

/// What a run with an hourly limit has to spend, and what its campaign has spent.
public struct SlotBalance: Hashable, Sendable {
    /// In 3,600ths of a message; nil for a run that has not spent yet.
    public var credit: Int64?
    /// When `credit` was right.
    public var at: Instant?
    /// Messages of the campaign, over all its runs, in the 3,600 seconds before now.
    public var spentInLastHour: Int

    public init(credit: Int64?, at: Instant?, spentInLastHour: Int) {
        self.credit = credit
        self.at = at
        self.spentInLastHour = spentInLastHour
    }
}

/// What a variation of a run came to.
public struct VariationCounts: Codable, Hashable, Sendable {
    public var name: String
    public var audience: Int
    public var sent: Int
    public var failed: Int

    public init(name: String, audience: Int, sent: Int, failed: Int) {
        self.name = name
        self.audience = audience
        self.sent = sent
        self.failed = failed
    }
}
