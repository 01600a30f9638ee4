import CampaignModel
import Reconciliation
import ScheduleEngine

/// One open run in the hands of this process: its declaration, its channel, its templates.
struct RunSession {
    let run: OpenRun
    let declaration: CampaignDeclaration
    let composer: any ComposerPort
    let channel: any ChannelPort
    let ledger: any Ledger
    private let policy: RetryPolicy
    private let limit: HourlyLimit?
    private let quiet: QuietTime?
    /// When the run began, maybe in an earlier pass.
    var beganAt: Instant

    /// How many recipients are claimed, sent and settled together. Each batch costs two durable transactions; a crash
    /// leaves at most one batch to be asked about.
    static let batchSize = 500

    enum BatchEnd: Hashable {
        case more
        /// Nothing may go now: all is settled, or waits for a retry.
        case idle
        /// The channel takes nothing now.
        case stopped(reason: String)
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
        let recoveries = try channel.recover(messages.map(\.message), marker: left.marker)
        for ((delivery, _), recovery) in zip(messages, recoveries) {
            settlements.append(policy.settlement(of: recovery, delivery: delivery, now: now))
        }
        try ledger.settle(run: run.key, settlements, now: now)
    }

    /// Claims a batch durably, sends it, settles it.
    nonisolated(nonsending) func sendBatch(now: Instant) async throws -> BatchEnd {
        let allowance = try allowance(now: now)
        guard allowance.count > 0 else { return .idle }
        let marker: String?
        do {
            marker = try channel.prepare()
        } catch {
            return .stopped(reason: "\(error)")
        }
        // Where it may be night for some, whoever is awake is looked for beyond them.
        let isMixed = quiet?.isRecipients == true && allowance.credit != nil
        let claimed = try ledger.claim(
            run: run.key, limit: isMixed ? Self.batchSize : allowance.count, now: now, marker: marker,
            credit: allowance.credit)
        guard !claimed.isEmpty else { return .idle }

        let (awake, asleep) = partition(claimed, most: allowance.count, now: now)
        let (messages, failures) = compose(awake)
        var settlements = failures + asleep
        let outcomes = messages.isEmpty ? [] : await channel.deliver(messages.map(\.message))
        var stopped: String?
        for ((delivery, _), outcome) in zip(messages, outcomes) {
            settlements.append(policy.settlement(of: outcome, delivery: delivery, now: now))
            if case .channelStopped(let reason) = outcome { stopped = reason }
        }
        try ledger.settle(run: run.key, settlements, now: now)
        let unspent = settlements.count { !$0.wasHanded }
        // Spent with the claim, so that no crash sends on credit, and given back once it is known that nothing left.
        if allowance.credit != nil, unspent > 0 { try ledger.giveBack(run: run.key, slots: unspent, now: now) }
        return stopped.map(BatchEnd.stopped) ?? .more
    }

    /// When so many will have gone.
    func forecast(pending: Int, now: Instant) -> Instant {
        Forecast.finish(of: pending, limit: limit, quiet: quiet, from: now)
    }

    /// How many may go now, and what of the hourly limit's credit there is before they do. Nobody may in quiet hours.
    private func allowance(now: Instant) throws -> (count: Int, credit: Int64?) {
        if quiet?.release(at: now) != nil { return (0, nil) }
        guard let limit else { return (Self.batchSize, nil) }
        let balance = try ledger.balance(run: run.key, now: now)
        var slots = limit.begin(at: min(beganAt, now))
        // A mark in the future is left from a clock that was ahead; the run then begins its minute anew.
        if let credit = balance.credit, let at = balance.at, at <= now { slots = SlotCredit(credit: credit, at: at) }
        slots = limit.refill(slots, began: beganAt, now: now)
        let available = limit.available(
            slots, spentInLastHour: balance.spentInLastHour, began: beganAt, now: now)
        return (min(Self.batchSize, available), slots.credit)
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
