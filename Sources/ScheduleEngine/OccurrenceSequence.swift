/// The occurrences of a schedule in a stretch of time, strictly ascending. It can be walked any number of times.
public struct OccurrenceSequence: Sequence, Sendable {
    let schedule: CompiledSchedule
    let after: Instant
    let through: Instant

    public func makeIterator() -> OccurrenceIterator {
        OccurrenceIterator(schedule: schedule, after: after, through: through)
    }
}
