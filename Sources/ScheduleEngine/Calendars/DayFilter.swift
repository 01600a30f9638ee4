/// Tells which of a schedule's times lie on days that count. A class, so that a schedule without one costs no more than a
/// nil.
final class DayFilter: Sendable {
    private let exclude: ExcludedDays
    /// Elapsed time has the dates that the zone's calendar shows; nil where the times are local ones.
    private let zone: ZoneTable?

    /// Nil where every day counts.
    init?(_ exclude: ExcludedDays, zone: ZoneTable?) {
        guard !exclude.isEmpty else { return nil }
        self.exclude = exclude
        self.zone = zone
    }

    /// Whether this time's day counts, and the stretch of times of which the same is sure.
    func judge(_ time: Int64) -> (counts: Bool, from: Int64, to: Int64) {
        let span = zone?.span(at: time)
        let offset = span?.offset ?? 0
        let day = (time + offset).flooredQuotient(by: 86_400)
        let from = day * 86_400 - offset
        return (
            !exclude.contains(CivilDate(days: day)), max(from, span?.from ?? from),
            min(from + 86_400, span?.to ?? Int64.max)
        )
    }
}
