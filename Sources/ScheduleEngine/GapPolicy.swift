/// What becomes of a local time that the clocks jump over (RFC 5545 §3.3.5 describes `shift`).
public enum GapPolicy: String, Hashable, Sendable, Codable, CaseIterable {
    /// Keeps the offset from before the gap: 02:30 becomes 03:30.
    case shift
    case skip
}
