import CampaignModel
import Reconciliation
import ScheduleEngine

/// One open run in the hands of this process: its declaration, its channel, its templates.
struct RunSession {
    let run: OpenRun
    let declaration: CampaignDeclaration
    let composer: any ComposerPort
    let channel: ChannelPort
    let ledger: any Ledger
    private let policy: RetryPolicy
    private let limit: HourlyLimit?
    private let quiet: QuietTime?
    /// When the run began, maybe in an earlier pass.
    var beganAt: Instant

    /// How many recipients are claimed, sent and settled together where a channel takes many at once. Each batch costs
    /// two durable transactions; a crash leaves at most one batch to be asked about.
    private static let batchSize = 500

    enum BatchEnd: Hashable {
        case more
        /// Nothing may go now: all is settled, or waits for a retry.
        case idle
        /// The other side is to be left alone for a while.
        case held(ChannelHold)
        /// The channel takes nothing now.
        case stopped(reason: String)

        var isStop: Bool {
            if case .stopped = self { true } else { false }
        }
    }

    init(
        run: OpenRun, declaration: CampaignDeclaration, outfitter: any RunOutfitter, ledger: any Ledger,
        zones: any ZoneProvider
    ) throws {
        self.run = run
        self.declaration = declaration
        self.ledger = ledger
        composer = try outfitter.composer(for: declaration, scheduledFor: run.scheduledFor)
        do {
            channel = try outfitter.channel(for: declaration, scheduledFor: run.scheduledFor)
        } catch {
            throw RunnerError.channelUnavailable(reason: "\(error)")
        }
        policy = RetryPolicy(declaration)
        limit = HourlyLimit(declaration.campaign.deliverySettings)
        quiet = try QuietTime(declaration.campaign, zones: zones)
        beganAt = run.scheduledFor
    }

    /// What is unsent later than this expires; nil where nothing does. Counts from scheduledFor, in a catch-up and a
    /// backfill from the run's beginning.
    var expiry: Instant? {
        let isLate = run.trigger == .catchUp || run.trigger == .backfill
        return declaration.campaign.deliverySettings.expireAfter.map { (isLate ? beganAt : run.scheduledFor) + $0 }
    }

    /// Settles what an earlier process had in hand when it ended.
    func recover(now: Instant) throws {
        let left = try ledger.leftClaimed(run: run.key)
        guard !left.deliveries.isEmpty else { return }
        let (messages, failures) = compose(left.deliveries)
        var settlements = failures
        let recoveries =
            switch channel {
            case .batches(let channel): try channel.recover(messages.map(\.message), marker: left.marker)
            case .messages: messages.map { _ in Recovery.unknown }
            }
        for ((delivery, _), recovery) in zip(messages, recoveries) {
            settlements.append(policy.settlement(of: recovery, delivery: delivery, now: now))
        }
        try ledger.settle(run: run.key, settlements, now: now)
    }

    /// Claims a batch durably, sends it, settles it.
    nonisolated(nonsending) func sendBatch(
        by channel: any BatchChannel, pace: inout Pace?, clock: any PassClock
    ) async throws -> BatchEnd {
        let now = clock.now()
        let allowed = min(Self.batchSize, pace?.available(at: clock.elapsed()) ?? Self.batchSize)
        if allowed == 0, let pace {
            return await clock.wait(for: pace).map(BatchEnd.held) ?? .more
        }
        let marker: String?
        do {
            marker = try channel.prepare()
        } catch {
            return .stopped(reason: "\(error)")
        }
        let taken = try take(atMost: allowed, now: now, marker: marker)
        try spend(taken.messages.count, of: &pace, clock: clock)
        guard taken.claimed > 0 else { return .idle }
        guard !taken.messages.isEmpty else { return .more }
        let outcomes = await channel.deliver(taken.messages.map(\.message))
        let answers = zip(taken.messages, outcomes).map {
            Answer(delivery: $0.delivery, message: $0.message, outcome: $1)
        }
        let verdict = try judge(answers, now: now)
        try settle(verdict.settlements, givesBack: limit != nil, now: now)
        return verdict.end ?? .more
    }

    /// What is durably in hand now, and to be sent.
    struct Taken {
        var messages: [(delivery: ClaimedDelivery, message: Message)] = []
        /// The messages, and those who turned out to get none now.
        var claimed = 0
    }

    /// Claims as many as may go now, and settles those of them for whom there is no message, or none now.
    /// - Parameter settlements: of what came back, settled in the claim's own transaction: each costs a flush to disk.
    func take(
        atMost most: Int, settling settlements: [Settlement] = [], now: Instant, marker: String? = nil
    ) throws -> Taken {
        let allowance = try allowance(most: most, now: now)
        guard allowance.count > 0 else {
            try settle(settlements, now: now)
            return Taken()
        }
        // Where it may be night for some, whoever is awake is looked for beyond them; not beyond what the channel takes at
        // once, or a crash right here would leave more of them unknown than were under way.
        let isMixed = quiet?.isRecipients == true && allowance.credit != nil
        let claimed = try ledger.claim(
            run: run.key, limit: isMixed ? most : allowance.count, now: now, marker: marker, credit: allowance.credit,
            settling: settlements)
        let (within, capped) = try uncapped(claimed, now: now)
        let (awake, asleep) = partition(within, most: allowance.count, now: now)
        let (messages, failures) = compose(awake)
        try settle(capped + asleep + failures, givesBack: allowance.credit != nil, now: now)
        return Taken(messages: messages, claimed: claimed.count)
    }

    /// What is to be settled of what came back, and whether the channel takes no more.
    func judge(_ answers: [Answer], now: Instant) throws -> (settlements: [Settlement], end: BatchEnd?) {
        var end: BatchEnd?
        var settlements: [Settlement] = []
        settlements.reserveCapacity(answers.count)
        for answer in answers {
            var settlement = policy.settlement(of: answer.outcome, delivery: answer.delivery, now: now)
            switch answer.outcome {
            case .refusedRecipient:
                settlement.refusedAddress = answer.message.address
            case .channelStopped(let reason):
                end = .stopped(reason: reason)
            case .channelHeld(let reason, let duration):
                let hold = ChannelHold(for: duration, from: now, reason: reason)
                try ledger.hold(channel: declaration.channel.id, hold)
                if end == nil { end = .held(hold) }
            case .sent, .transient, .permanent, .uncertain:
                break
            }
            settlements.append(settlement)
        }
        return (settlements, end)
    }

    /// - Parameter givesBack: the slots of what did not leave. Spent with the claim, so that no crash sends on credit. Not
    ///   at a later moment than the claim's: an hour after it, the slots would be there twice.
    func settle(_ settlements: [Settlement], givesBack: Bool = false, now: Instant) throws {
        guard !settlements.isEmpty else { return }
        try ledger.settle(run: run.key, settlements, now: now)
        let unspent = settlements.count { !$0.keepsSlot }
        if givesBack, unspent > 0 { try ledger.giveBack(run: run.key, slots: unspent, now: now) }
    }

    /// Takes so many off a limit a second. Of one below one a second the next pass must know too.
    func spend(_ count: Int, of pace: inout Pace?, clock: any PassClock) throws {
        guard count > 0, pace != nil else { return }
        let now = clock.now()
        pace?.spend(count, at: clock.elapsed())
        guard let interval = pace?.interval, let hold = ChannelHold(after: interval, from: now) else { return }
        try ledger.hold(channel: declaration.channel.id, hold)
    }

    /// When so many will have gone.
    func forecast(pending: Int, now: Instant) -> Instant {
        Forecast.finish(of: pending, limit: limit, quiet: quiet, from: now)
    }

    /// How many may go now, and what of the hourly limit's credit there is before they do. Nobody may in quiet hours.
    private func allowance(most: Int, now: Instant) throws -> (count: Int, credit: Int64?) {
        if quiet?.release(at: now) != nil { return (0, nil) }
        guard let limit else { return (most, nil) }
        let balance = try ledger.balance(run: run.key, now: now)
        var slots = limit.begin(at: min(beganAt, now))
        // A mark in the future is left from a clock that was ahead; the run then begins its minute anew.
        if let credit = balance.credit, let at = balance.at, at <= now { slots = SlotCredit(credit: credit, at: at) }
        slots = limit.refill(slots, began: beganAt, now: now)
        let available = limit.available(
            slots, spentInLastHour: balance.spentInLastHour, began: beganAt, now: now)
        return (min(most, available), slots.credit)
    }

    /// Asked again for each message: a run beside this one may have reached somebody since this one began.
    private func uncapped(
        _ claimed: [ClaimedDelivery], now: Instant
    ) throws -> (within: [ClaimedDelivery], capped: [Settlement]) {
        guard let cap = declaration.campaign.deliverySettings.frequencyCap, !claimed.isEmpty else {
            return (claimed, [])
        }
        let over = try ledger.recipients(over: cap, of: claimed.map(\.recipientId), run: run.key, now: now)
        guard !over.isEmpty else { return (claimed, []) }
        var within: [ClaimedDelivery] = []
        var capped: [Settlement] = []
        for delivery in claimed {
            if over.contains(delivery.recipientId) {
                capped.append(
                    Settlement(
                        key: delivery.key, state: .suppressed, reason: cap.sentence, wasHanded: false,
                        attempts: delivery.attempts))
            } else {
                within.append(delivery)
            }
        }
        return (within, capped)
    }

    /// Hands back those for whom it is night where they are, and those who have no slot.
    private func partition(
        _ claimed: [ClaimedDelivery], most: Int, now: Instant
    ) -> (awake: [ClaimedDelivery], asleep: [Settlement]) {
        guard let quiet, quiet.isRecipients else { return (claimed, []) }
        var awake: [ClaimedDelivery] = []
        var asleep: [Settlement] = []
        for delivery in claimed {
            var zone: String?
            if case .string(let name) = delivery.fields["timezone"] { zone = name }
            if let release = quiet.release(at: now, recipientZone: zone) {
                asleep.append(
                    Settlement(
                        key: delivery.key, state: .pending, reason: "quiet hours", retryAt: release, wasHanded: false,
                        attempts: delivery.attempts))
            } else if awake.count < most {
                awake.append(delivery)
            } else {
                asleep.append(
                    Settlement(
                        key: delivery.key, state: .pending, retryAt: now, wasHanded: false,
                        attempts: delivery.attempts))
            }
        }
        return (awake, asleep)
    }

    /// The messages, and the settlements of those for whom there can be none.
    private func compose(
        _ deliveries: [ClaimedDelivery]
    ) -> (messages: [(delivery: ClaimedDelivery, message: Message)], failures: [Settlement]) {
        var messages: [(delivery: ClaimedDelivery, message: Message)] = []
        messages.reserveCapacity(deliveries.count)
        var failures: [Settlement] = []
        for delivery in deliveries {
            switch composer.compose(delivery) {
            case .success(let message):
                messages.append((delivery, message))
            case .failure(let failure):
                failures.append(
                    Settlement(
                        key: delivery.key, state: .failed, reason: failure.reason, wasHanded: false,
                        attempts: delivery.attempts))
            }
        }
        return (messages, failures)
    }
}
