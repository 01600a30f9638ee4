/// When a campaign runs, without its zone's data: a value that can be compared, stored and compiled.
public struct Schedule: Hashable, Sendable {
    public enum Rule: Hashable, Sendable {
        /// Once, at this instant.
        case once(Instant)
        case recurring(RecurrenceRule)
        /// By events, not by the clock: there are no occurrences to enumerate.
        case triggered
    }

    public var rule: Rule
    /// Added to every occurrence; 0 or more. The caller derives it from a hash, so that it never changes for a campaign.
    public var spread: TimeSpan

    /// The zone whose rules it needs.
    public var zone: String {
        if case .recurring(let rule) = rule { rule.zone } else { "UTC" }
    }

    public init(rule: Rule, spread: TimeSpan = TimeSpan(seconds: 0)) {
        self.rule = rule
        self.spread = spread
    }
}
