/// A schedule together with its zone's data, ready to say when it happens.
///
/// A rule that never happens, such as the 30th of every February, is looked for up to the year 9999 and no further.
/// Only intervals of whole years can miss for ever, which takes 8,000 steps after 1970, and cron expressions, which take
/// 96,000 months. Where every day is excluded, 40,000 of the rule's days are looked at.
public struct CompiledSchedule: Sendable {
    let zone: ZoneRules
    /// Elapsed time knows no zone: its nominal times are instants.
    let isElapsed: Bool
    let clock: [Int64]
    let cadence: Cadence
    /// The bounds of what happens, before the spread is added; both inclusive.
    let earliest: Int64
    let latest: Int64
    let spread: Int64
    let onGap: GapPolicy
    let onOverlap: OverlapPolicy
    /// Where the rule counts from its start and keeps the start's time of day, the start's own local time: on that day
    /// it means the start, even where it happens twice.
    let startLocal: Int64?
    /// Nil where no day is excluded.
    let filter: DayFilter?

    /// - Parameter zone: the rules of the zone that the schedule names; `.utc` will do where it names none.
    public init(_ schedule: Schedule, zone: ZoneRules) {
        // The longest span that TimeSpan reads is 1,000 years.
        let spread = min(max(schedule.spread.seconds, 0), 31_556_952_000)
        switch schedule.rule {
        case .triggered:
            self.init(instant: nil, zone: zone, spread: spread)
        case .once(let instant):
            self.init(instant: instant, zone: zone, spread: spread)
        case .recurring(let rule):
            self.init(rule, zone: zone, spread: spread)
        }
    }

    private init(instant: Instant?, zone: ZoneRules, spread: Int64) {
        self.zone = zone
        self.spread = spread
        isElapsed = true
        onGap = .shift
        onOverlap = .first
        startLocal = nil
        filter = nil
        let time = Self.limited(instant ?? .earliest)
        clock = instant == nil ? [] : [0]
        cadence = .period(anchor: time, length: Self.wholeRange)
        earliest = time
        latest = time
    }

    private init(_ rule: RecurrenceRule, zone: ZoneRules, spread: Int64) {
        let pattern = CompiledPattern(rule, zone: zone)
        self.zone = zone
        self.spread = spread
        isElapsed = pattern.isElapsed
        clock = pattern.clock
        cadence = pattern.cadence
        startLocal = pattern.startLocal
        filter = DayFilter(rule.exclude, zone: pattern.isElapsed ? zone.table : nil)
        onGap = rule.onGap
        onOverlap = rule.onOverlap
        earliest = Self.limited(rule.start ?? .earliest)
        latest = Self.limited(rule.end ?? .latest)
    }

    /// `ZoneRules.fingerprint` of the rules that it was compiled with.
    public var zoneFingerprint: Int64 { zone.fingerprint }

    /// What happens later than `after` and not later than `through`, in ascending order, each instant once. Nothing is
    /// computed before it is asked for.
    public func occurrences(after: Instant, through: Instant) -> OccurrenceSequence {
        OccurrenceSequence(schedule: self, after: after, through: through)
    }

    /// The first occurrence later than `after`; nil where none comes up to the year 9999.
    public func next(after: Instant) -> Instant? {
        var iterator = OccurrenceIterator(schedule: self, after: after, through: .latest)
        return iterator.next()
    }

    /// More seconds than lie between the first and the last instant there is.
    static let wholeRange: Int64 = 400_000_000_000

    /// Into the years 0000 to 9999, so that sums can't overflow.
    static func limited(_ instant: Instant) -> Int64 {
        min(max(instant.seconds, Instant.earliest.seconds), Instant.latest.seconds)
    }
}
