public import CampaignModel
import Reconciliation
import ScheduleEngine

/// Sends a test: one message after the other, each claimed durably before it goes and settled after, none tried twice.
/// Whoever tests looks at the answer, and can type it again. Limits an hour and quiet hours are for real runs; a limit a
/// second is the other side's, and is kept.
public struct TestSender: Sendable {
    private let ledger: any TestLedger
    private let clock: any PassClock
    private let composer: any ComposerPort
    private let channel: ChannelPort
    private let declaration: ChannelDeclaration

    /// What became of one recipient.
    public struct Result: Hashable, Sendable {
        public var recipientId: String
        public var state: DeliveryState
        public var reason: String?
    }

    public init(
        ledger: any TestLedger, clock: any PassClock, composer: any ComposerPort, channel: ChannelPort,
        declaration: ChannelDeclaration
    ) {
        self.ledger = ledger
        self.clock = clock
        self.composer = composer
        self.channel = channel
        self.declaration = declaration
    }

    /// - Throws: what the ledger throws.
    public func send(_ test: CampaignTest, to deliveries: [ClaimedDelivery]) async throws -> [Result] {
        var results: [Result] = []
        var pace = declaration.pace.map(Pace.init(messagesPerSecond:))
        var stop: String?
        for delivery in deliveries {
            var settlement = Settled(state: .failed, reason: stop)
            if stop == nil { settlement = try await one(test, delivery, pace: &pace, stop: &stop) }
            try ledger.settle(
                test: test, recipient: delivery.recipientId, as: settlement.state, reason: settlement.reason,
                wasHanded: settlement.wasHanded, refused: settlement.refused.map { (declaration.id, $0) })
            results.append(
                Result(recipientId: delivery.recipientId, state: settlement.state, reason: settlement.reason))
        }
        try ledger.finish(test: test, at: clock.now())
        return results
    }

    private struct Settled {
        var state: DeliveryState
        var reason: String?
        var wasHanded = false
        var refused: String?
    }

    private func one(
        _ test: CampaignTest, _ delivery: ClaimedDelivery, pace: inout Pace?, stop: inout String?
    ) async throws -> Settled {
        let message: Message
        switch composer.compose(delivery) {
        case .success(let composed): message = composed
        case .failure(let failure): return Settled(state: .failed, reason: failure.reason)
        }
        try await wait(for: &pace)
        try ledger.claim(test: test, recipient: delivery.recipientId)
        var own = message
        own.idempotencyKey = test.idempotencyKey(recipientId: delivery.recipientId)
        let outcome = await channel.deliver(own)
        switch outcome {
        case .sent: return Settled(state: .sent, wasHanded: true)
        case .transient(let reason, _), .permanent(let reason):
            return Settled(state: .failed, reason: reason, wasHanded: true)
        case .refusedRecipient(let reason):
            return Settled(state: .failed, reason: reason, wasHanded: true, refused: message.address)
        case .uncertain(let reason): return Settled(state: .uncertain, reason: reason, wasHanded: true)
        case .channelHeld(let reason, let duration):
            let hold = ChannelHold(for: duration, from: clock.now(), reason: reason)
            try ledger.hold(channel: declaration.id, hold)
            stop = reason
            return Settled(state: .failed, reason: reason)
        case .channelStopped(let reason):
            stop = reason
            return Settled(state: .failed, reason: reason)
        }
    }

    /// Waits for the channel's limit a second. Of one below one a second the next pass must know too.
    private func wait(for pace: inout Pace?) async throws {
        while let next = pace, pace?.available(at: clock.elapsed()) == 0 {
            await clock.sleep(for: max(.milliseconds(1), next.next - clock.elapsed()))
        }
        pace?.spend(1, at: clock.elapsed())
        if let interval = pace?.interval, let hold = ChannelHold(after: interval, from: clock.now()) {
            try ledger.hold(channel: declaration.id, hold)
        }
    }
}
