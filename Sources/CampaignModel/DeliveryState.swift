/// Where one recipient of one run stands. The raw values are what the state file keeps: append only.
public enum DeliveryState: Int, Codable, Hashable, Sendable, CaseIterable {
    case pending = 0
    /// Durably taken in hand; whether it left is unknown until it is settled.
    case claimed = 1
    case sent = 2
    case failed = 3
    case suppressed = 4
    case holdout = 5
    case expired = 6
    case uncertain = 7
    case cancelled = 8
}

/// How many recipients of a run stand where. They add up to `audience` at every moment.
public struct DeliveryCounts: Codable, Hashable, Sendable {
    public var audience = 0
    public var sent = 0
    public var failed = 0
    public var suppressed = 0
    public var holdout = 0
    public var expired = 0
    public var uncertain = 0
    public var cancelled = 0
    /// Not settled: pending or claimed.
    public var pending = 0

    public init() {}

    /// Sent + failed + suppressed + holdout + expired + uncertain + cancelled + pending = audience.
    public var addsUp: Bool {
        sent + failed + suppressed + holdout + expired + uncertain + cancelled + pending == audience
    }

    /// Adds recipients that stand at `state`, without touching `audience`.
    public mutating func add(_ count: Int, to state: DeliveryState) {
        switch state {
        case .pending, .claimed: pending += count
        case .sent: sent += count
        case .failed: failed += count
        case .suppressed: suppressed += count
        case .holdout: holdout += count
        case .expired: expired += count
        case .uncertain: uncertain += count
        case .cancelled: cancelled += count
        }
    }

    /// What a run with these counts ended as: `success` also where nobody was to get it.
    public var finalStatus: ExecutionStatus {
        if cancelled > 0 { return .cancelled }
        if failed + expired + uncertain == 0 { return .success }
        return sent > 0 ? .partial : .failed
    }
}
