public import ScheduleEngine

/// What a pass decides of an occurrence, or of a range of neighbours that share their fate.
public struct OccurrenceDecision: Hashable, Sendable {
    public enum Verdict: String, Hashable, Sendable, Codable {
        /// On time.
        case run
        /// Missed, and run now all the same.
        case catchUp = "catch-up"
        case skip
        /// Not run: its local time was decided before the rules of its zone changed.
        case `repeat`
        /// Passed by, and run now because somebody said so.
        case backfill
        /// What came due of events; on time or caught up.
        case event

        /// Whether somebody gets something.
        public var isRun: Bool {
            switch self {
            case .run, .catchUp, .backfill, .event: true
            case .skip, .repeat: false
            }
        }
    }

    public var verdict: Verdict
    /// Why, as a sentence fragment; nil where it simply runs.
    public var reason: String?
    /// The first of the range.
    public var scheduledFor: Instant
    /// The last of it: `scheduledFor` itself unless skipped occurrences were folded.
    public var last: Instant
    public var count: Int

    public init(verdict: Verdict, reason: String? = nil, scheduledFor: Instant, last: Instant? = nil, count: Int = 1) {
        self.verdict = verdict
        self.reason = reason
        self.scheduledFor = scheduledFor
        self.last = last ?? scheduledFor
        self.count = count
    }
}
