public import CampaignModel
import Reconciliation
import ScheduleEngine

/// Tells people of runs, when a pass has done its work: one notice after the other, each claimed durably before it goes
/// and settled after.
public struct NoticeSender: Sendable {
    private let ledger: any NoticeLedger
    private let clock: any PassClock
    private let channel: @Sendable (Notice) throws -> ChannelPort
    private let isStopped: @Sendable () -> Bool

    /// After this long no further notice is begun; the next pass goes on.
    private static let patience = Duration.seconds(20)

    /// Somebody who could not be told now.
    public struct Untold: Hashable, Sendable {
        public var notice: Notice
        public var reason: String
        public var isGivenUp: Bool
    }

    /// - Parameter channel: how a notice leaves; throws where that can't be opened.
    public init(
        ledger: any NoticeLedger, clock: any PassClock, channel: @escaping @Sendable (Notice) throws -> ChannelPort,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        self.ledger = ledger
        self.clock = clock
        self.channel = channel
        self.isStopped = isStopped
    }

    /// - Throws: what the ledger throws.
    public nonisolated(nonsending) func send() async throws -> [Untold] {
        let began = clock.elapsed()
        var untold: [Untold] = []
        for (notice, isClaimed) in try ledger.openNotices(at: clock.now()) {
            if isStopped() || clock.elapsed() - began >= Self.patience { break }
            if try !isClaimed && ledger.hold(of: notice.channel.id, at: clock.now()) != nil { continue }
            let settlement = try await isClaimed ? recover(notice) : send(notice)
            try ledger.settle(notice: settlement, now: clock.now())
            guard settlement.state != .sent, let reason = settlement.reason else { continue }
            untold.append(Untold(notice: notice, reason: reason, isGivenUp: settlement.state != .pending))
        }
        return untold
    }

    private nonisolated(nonsending) func send(_ notice: Notice) async throws -> Settlement {
        let policy = RetryPolicy(noticesOn: notice.channel)
        let port: ChannelPort
        var marker: String?
        do {
            port = try channel(notice)
            if case .batches(let channel) = port { marker = try channel.prepare() }
        } catch {
            return policy.settlement(of: .transient(reason: "\(error)"), delivery: notice.delivery, now: clock.now())
        }
        if let interval = notice.channel.pace.map({ Pace(messagesPerSecond: $0).interval }) {
            // Nobody here knows when the channel was last used by a run.
            await clock.sleep(for: min(interval, .seconds(1)))
            if let hold = ChannelHold(after: interval, from: clock.now()) {
                try ledger.hold(channel: notice.channel.id, hold)
            }
        }
        try ledger.claim(notice: notice.key, marker: marker)
        var outcome = await port.deliver(notice.message)
        switch outcome {
        case .channelHeld(let reason, let duration):
            let hold = ChannelHold(for: duration, from: clock.now(), reason: reason)
            try ledger.hold(channel: notice.channel.id, hold)
        // A few tries, and not one each minute for ever.
        case .channelStopped(let reason): outcome = .transient(reason: reason)
        case .sent, .transient, .permanent, .refusedRecipient, .uncertain: break
        }
        return policy.settlement(of: outcome, delivery: notice.delivery, now: clock.now())
    }

    /// What a killed process had in hand: an outbox can be asked, nobody else.
    private func recover(_ notice: Notice) throws -> Settlement {
        let policy = RetryPolicy(noticesOn: notice.channel)
        var recovery = Recovery.unknown
        if let port = try? channel(notice), case .batches(let channel) = port,
            let answer = try? channel.recover([notice.message], marker: notice.marker).first
        {
            recovery = answer
        }
        return policy.settlement(of: recovery, delivery: notice.delivery, now: clock.now())
    }
}

extension Notice {
    fileprivate var delivery: ClaimedDelivery {
        ClaimedDelivery(key: key, recipientId: address, variation: nil, fields: [:], attempts: attempts)
    }
}
