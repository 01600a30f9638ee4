/// A rule that names local times in one zone.
public struct RecurrenceRule: Hashable, Sendable {
    public var pattern: RecurrencePattern
    /// Sorted, without repetition. May be empty for `.every` (then the start's own time of day counts) and `.cron`.
    public var times: [LocalTime]
    /// IANA identifier of the zone that the rule's local times belong to.
    public var zone: String
    /// Nothing before it; also what intervals are counted from.
    public var start: Instant?
    /// Nothing after it; an occurrence at this very instant still happens.
    public var end: Instant?
    public var onGap: GapPolicy
    public var onOverlap: OverlapPolicy
    /// The dates, on the zone's calendar, that the rule leaves out. What counts is the date that the rule names, before a
    /// gap of the clocks or the spread moves anything; for elapsed time, the date at that instant.
    public var exclude: ExcludedDays

    public init(
        pattern: RecurrencePattern, times: [LocalTime], zone: String, start: Instant? = nil, end: Instant? = nil,
        onGap: GapPolicy = .shift, onOverlap: OverlapPolicy = .first, exclude: ExcludedDays = ExcludedDays()
    ) {
        self.pattern = pattern
        self.times = times
        self.zone = zone
        self.start = start
        self.end = end
        self.onGap = onGap
        self.onOverlap = onOverlap
        self.exclude = exclude
    }
}
