import ScheduleEngine

/// What new rules of a time zone do to the occurrences around the moment up to which all was decided by the old ones.
///
/// Within one set of rules an occurrence is its instant. Across two of them it is the local time that its rule names:
/// 10:00 of a certain day is one occurrence, whether the clocks there show 10:00 an hour sooner or later. Elapsed time has
/// no local times, and nothing of it moves.
struct ZoneShift {
    /// Local times that were decided by the old rules and come again by the new ones; seconds since 1970 on the zone's
    /// clock, ascending.
    private(set) var repeated: [Int64] = []
    /// Local times that were still to come by the old rules and have passed by the new ones; ascending.
    private(set) var overtaken: [Int64] = []

    /// No two offsets of a zone are further apart than a date line's crossing and a clock change.
    static let reach = TimeSpan.days(3)

    /// - Parameters:
    ///   - before: the schedule by which all was decided, with the old rules.
    ///   - after: the schedule in force, with the new rules.
    ///   - decided: what was decided around that moment, by scheduledFor: what passed by before the campaign began, or
    ///     while it was paused, is not among it.
    ///   - known: local times that earlier changes of the zone left as `repeated`.
    init(
        from before: CompiledSchedule?, to after: CompiledSchedule, decidedThrough: Instant,
        decided: [OccurrenceDecision], known: [Int64]
    ) {
        let first = (decidedThrough - Self.reach).seconds
        let last = (decidedThrough + Self.reach).seconds
        let known = Set(known)
        var named: Set<Int64> = []
        if let before { named = Set(before.nominalTimes(from: first, through: last)) }
        for local in after.nominalTimes(from: first, through: last) {
            // A time that happens twice is told apart by its instants alone.
            let instants = after.instants(ofNominal: local)
            guard let now = instants.last, instants.count == 1 else { continue }
            if known.contains(local) {
                if now > decidedThrough { repeated.append(local) }
            } else if named.contains(local), let before {
                let instants = before.instants(ofNominal: local)
                guard let then = instants.first, instants.count == 1 else { continue }
                if then <= decidedThrough, now > decidedThrough, decided.covers(then) { repeated.append(local) }
                if then > decidedThrough, now <= decidedThrough { overtaken.append(local) }
            }
        }
    }
}

extension [OccurrenceDecision] {
    /// Whether one of these, which are in ascending order and don't overlap, is or has folded in this instant.
    func covers(_ instant: Instant) -> Bool {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].last < instant { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].scheduledFor <= instant
    }

    /// Whether one of these lies, or begins, between the two instants.
    func hasAny(from first: Instant, to last: Instant) -> Bool {
        contains { $0.scheduledFor > first && $0.scheduledFor < last }
    }
}
