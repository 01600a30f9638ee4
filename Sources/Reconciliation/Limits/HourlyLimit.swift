public import CampaignModel
public import ScheduleEngine

/// `messagesPerHour` as evenly spaced slots. What is sent in any 3,600 seconds never exceeds it, since the slots kept for
/// a burst are checked against what the last hour has already seen.
public struct HourlyLimit: Hashable, Sendable {
    private let perHour: Int
    private let burst: Int?
    private let rampUp: [Int]

    /// Nil where the campaign has no limit.
    public init?(_ settings: DeliverySettings) {
        guard let limiting = settings.rateLimiting, limiting.enabled != false,
            // A ramp that leads to no rate stays at its last step.
            let perHour = limiting.messagesPerHour ?? limiting.rampUp?.last
        else { return nil }
        self.perHour = max(1, perHour)
        burst = limiting.burst
        rampUp = limiting.rampUp ?? []
    }

    /// What a run begins with: one minute's worth, at least one message.
    public func begin(at now: Instant) -> SlotCredit {
        SlotCredit(credit: Int64(max(1, rate(began: now, now: now) / 60)) * SlotCredit.aMessage, at: now)
    }

    /// The credit by `now`: slots that came meanwhile are kept up to `burst`.
    public func refill(_ slots: SlotCredit, began: Instant, now: Instant) -> SlotCredit {
        let elapsed = min(max(0, (now - slots.at).seconds), 3_600)
        let rate = rate(began: began, now: now)
        // Two minutes' worth, so that a timer every minute reaches the full rate.
        let most = Int64(max(1, burst ?? rate / 30)) * SlotCredit.aMessage
        let grown = slots.credit + elapsed * Int64(rate)
        return SlotCredit(credit: max(slots.credit, min(most, grown)), at: max(slots.at, now))
    }

    /// How many messages may go now.
    public func available(_ slots: SlotCredit, spentInLastHour: Int, began: Instant, now: Instant) -> Int {
        min(Int(slots.credit / SlotCredit.aMessage), max(0, rate(began: began, now: now) - spentInLastHour))
    }

    /// When so many messages will have gone, beginning now.
    func finish(of count: Int, from now: Instant) -> Instant {
        var left = Int64(count) - begin(at: now).credit / SlotCredit.aMessage
        var at = now
        while left > 0 {
            let rate = Int64(rate(began: now, now: at))
            let hourLeft = 3_600 - (at - now).seconds % 3_600
            // The rate may change on the hour; beyond the ramp it doesn't.
            let seconds = (at - now).seconds / 3_600 < Int64(rampUp.count) ? hourLeft : .max
            let needed = (left * 3_600 + rate - 1) / rate
            guard needed > seconds else { return at + TimeSpan(seconds: needed) }
            left -= rate * seconds / 3_600
            at = at + TimeSpan(seconds: seconds)
        }
        return at
    }

    /// Messages an hour; `rampUp` names those of the run's first hours.
    private func rate(began: Instant, now: Instant) -> Int {
        let hour = Int((now - began).seconds / 3_600)
        return rampUp.indices.contains(hour) ? max(1, min(rampUp[hour], perHour)) : perHour
    }
}

/// The slots that a run has to spend, exact: in 3,600ths of a message.
public struct SlotCredit: Hashable, Sendable {
    public var credit: Int64
    public var at: Instant

    public static let aMessage: Int64 = 3_600

    public init(credit: Int64, at: Instant) {
        self.credit = credit
        self.at = at
    }

    /// After so many messages.
    public func spending(_ count: Int) -> SlotCredit {
        SlotCredit(credit: credit - Int64(count) * Self.aMessage, at: at)
    }
}
