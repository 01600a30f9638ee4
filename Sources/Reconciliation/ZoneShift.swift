import ScheduleEngine

/// What new rules of a time zone do to the occurrences around the moment up to which all was decided by the old ones.
///
/// Within one set of rules an occurrence is its instant. Across two of them it is the local time that its rule names:
/// 10:00 of a certain day is one occurrence, whether the clocks there show 10:00 an hour sooner or later. A rule that
/// takes both of a repeated hour (`onOverlap: both`) is about instants, so that nothing of it moves.
struct ZoneShift {
    /// Local times that were decided by the old rules and come again by the new ones; seconds since 1970 on the zone's
    /// clock, ascending.
    private(set) var repeated: [Int64] = []
    /// Local times that were still to come by the old rules and have passed by the new ones; ascending.
    private(set) var overtaken: [Int64] = []

    /// No two offsets of a zone are further apart than a date line's crossing and a clock change.
    private static let reach: Int64 = 3 * 86_400

    /// - Parameters:
    ///   - before: the schedule by which all was decided, with the old rules.
    ///   - after: the schedule in force, with the new rules.
    ///   - known: local times that earlier changes of the zone left as `repeated`.
    init(
        from before: CompiledSchedule?, to after: CompiledSchedule, decidedThrough: Instant, known: [Int64]
    ) {
        guard !after.takesBothOfRepeatedTimes else { return }
        let middle = decidedThrough.seconds
        let known = Set(known)
        var named: Set<Int64> = []
        if let before {
            named = Set(before.nominalTimes(from: middle - Self.reach, through: middle + Self.reach))
        }
        for local in after.nominalTimes(from: middle - Self.reach, through: middle + Self.reach) {
            let now = after.instants(ofNominal: local)
            guard let last = now.last else { continue }
            if known.contains(local) {
                if last > decidedThrough { repeated.append(local) }
            } else if named.contains(local), let before {
                let then = before.instants(ofNominal: local)
                guard let first = then.first else { continue }
                if first <= decidedThrough, last > decidedThrough { repeated.append(local) }
                if first > decidedThrough, last <= decidedThrough { overtaken.append(local) }
            }
        }
    }
}
