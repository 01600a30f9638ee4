public import ScheduleEngine

/// What the state file knows of how campaigns were decided; asked only where a zone has got other rules since.
public protocol DecidedPast: Sendable {
    /// The zone rules of this fingerprint; nil where they weren't kept.
    func rules(_ fingerprint: Int64) -> ZoneRules?
    /// What was decided of a campaign in this stretch, both ends inclusive, by scheduledFor.
    func decisions(of campaignId: String, from: Instant, through: Instant) -> [OccurrenceDecision]
}

/// Where nothing has been decided.
public struct NoPast: DecidedPast {
    public init() {}

    public func rules(_ fingerprint: Int64) -> ZoneRules? { nil }
    public func decisions(of campaignId: String, from: Instant, through: Instant) -> [OccurrenceDecision] { [] }
}
