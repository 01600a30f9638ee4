public import CampaignModel
public import ScheduleEngine

/// What comes after a try: a value, so that the shell has nothing to decide.
public struct RetryPolicy: Hashable, Sendable {
    /// All tries, the first among them.
    private let attempts: Int
    private let backoff: TimeSpan
    private let onUncertain: UncertainPolicy

    /// For news of a run: a few tries, and what left without an answer by the channel's own default.
    public init(noticesOn channel: ChannelDeclaration) {
        attempts = 5
        backoff = TimeSpan(seconds: 60)
        onUncertain = Self.usual(channel)
    }

    /// With the defaults of the semantics: 3 tries, 30 s, and `resend` for the channels that carry the idempotency key.
    public init(_ declaration: CampaignDeclaration) {
        let settings = declaration.campaign.deliverySettings
        attempts = settings.retry?.attempts ?? 3
        backoff = settings.retry?.backoff ?? TimeSpan(seconds: 30)
        onUncertain = settings.onUncertain ?? Self.usual(declaration.channel)
    }

    private static func usual(_ channel: ChannelDeclaration) -> UncertainPolicy {
        switch channel.type {
        case .webhook, .command: .resend
        case .outbox, .telegram, .email: .skip
        }
    }

    /// The settlement of one try.
    public func settlement(of outcome: Outcome, delivery: ClaimedDelivery, now: Instant) -> Settlement {
        func settled(_ state: DeliveryState, _ reason: String? = nil) -> Settlement {
            Settlement(key: delivery.key, state: state, reason: reason, wasHanded: true, attempts: delivery.attempts)
        }
        switch outcome {
        case .sent:
            return settled(.sent)
        case .permanent(let reason), .refusedRecipient(let reason):
            return settled(.failed, reason)
        case .transient(let reason, let retryAfter):
            return again(delivery, reason: reason, notBefore: retryAfter, now: now) ?? settled(.failed, reason)
        case .uncertain(let reason):
            guard onUncertain == .resend else { return settled(.uncertain, reason) }
            return again(delivery, reason: reason, now: now) ?? settled(.uncertain, reason)
        case .channelHeld(let reason, let duration):
            // It says nothing of this message, so that no try is used up: whoever is many would else fail by being many.
            return Settlement(
                key: delivery.key, state: .pending, reason: reason, retryAt: now + duration, wasHanded: false,
                attempts: delivery.attempts, keepsSlot: true)
        case .channelStopped(let reason):
            return Settlement(
                key: delivery.key, state: .pending, reason: reason, retryAt: now, wasHanded: false,
                attempts: delivery.attempts)
        }
    }

    /// The settlement of what a killed process had in hand. What never left goes again at once.
    public func settlement(of recovery: Recovery, delivery: ClaimedDelivery, now: Instant) -> Settlement {
        switch recovery {
        case .sent:
            settlement(of: Outcome.sent, delivery: delivery, now: now)
        case .neverLeft:
            Settlement(
                key: delivery.key, state: .pending, retryAt: now, wasHanded: false, attempts: delivery.attempts)
        case .unknown:
            settlement(
                of: Outcome.uncertain(reason: "the process ended before an answer came"), delivery: delivery, now: now)
        }
    }

    /// Nil where all tries are used up.
    ///
    /// - Parameter notBefore: how long the other side asks to be left alone.
    private func again(
        _ delivery: ClaimedDelivery, reason: String, notBefore: TimeSpan? = nil, now: Instant
    ) -> Settlement? {
        guard delivery.attempts + 1 < attempts else { return nil }
        let doubled = min(backoff.seconds << min(delivery.attempts, 10), 86_400)
        // Up to a quarter more, by the recipient's hash: a burst of refusals doesn't come back as a burst.
        let share = StableHash.fraction(
            "backoff", campaignId: String(delivery.attempts), recipientId: delivery.recipientId)
        let asked = min(notBefore ?? TimeSpan(seconds: 0), ChannelHold.longest).seconds
        let wait = max(doubled + Int64(share * Double(doubled) / 4), asked)
        return Settlement(
            key: delivery.key, state: .pending, reason: reason, retryAt: now + TimeSpan(seconds: wait), wasHanded: true,
            attempts: delivery.attempts)
    }
}
