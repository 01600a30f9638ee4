public import CampaignModel
public import ScheduleEngine

/// The local times of a `ZoneShift` as instants that a pass can decide, and whoever looks ahead can leave out.
public struct MovedTimes: Sendable {
    /// Not to be run again.
    public private(set) var repeated: Set<Instant> = []
    /// Missed, and to be decided now; ascending. Each is scheduled for its instant by the new rules, which lies before what
    /// was decided; moved on by whole seconds where something else was decided then.
    private(set) var overtaken: [Instant] = []
    /// What was decided around the moment of the change, by scheduledFor.
    private(set) var decided: [OccurrenceDecision] = []
    private var instants: [Int64: Instant] = [:]

    init() {}

    /// - Parameters:
    ///   - former: The rules by which `stored` was decided; nil where they are not known.
    ///   - decided: What was decided within `reach` of `decidedThrough`, by scheduledFor.
    ///   - known: Local times that earlier changes of the zone left behind.
    public init(
        from stored: ScheduleTerms, by former: ZoneRules?, to declared: ScheduleTerms, by rules: ZoneRules,
        decidedThrough: Instant, decided: [OccurrenceDecision], known: [Int64]
    ) {
        let before = former.flatMap { former in
            former.fingerprint == rules.fingerprint ? nil : CompiledSchedule(stored.schedule, zone: former)
        }
        guard before != nil || !known.isEmpty else { return }
        self.decided = decided
        let after = CompiledSchedule(declared.schedule, zone: rules)
        let shift = ZoneShift(
            from: before, to: after, decidedThrough: decidedThrough, decided: decided, known: known)
        for local in shift.repeated {
            guard let instant = after.instants(ofNominal: local).last else { continue }
            instants[local] = instant
            repeated.insert(instant)
        }
        guard stored.status == .active, declared.status == .active else { return }
        for local in shift.overtaken {
            guard var instant = after.instants(ofNominal: local).last else { continue }
            while decided.covers(instant) || overtaken.last.map({ $0 >= instant }) ?? false {
                instant = instant + TimeSpan(seconds: 1)
            }
            // So much was decided that nothing is free before what comes next: it is too late for this one.
            if instant <= decidedThrough { overtaken.append(instant) }
        }
    }

    /// How far around the moment up to which all was decided a change of the zone's rules can reach.
    public static let reach = ZoneShift.reach

    /// The local times that are still to be remembered; ascending.
    func remaining(after instant: Instant) -> [Int64] {
        instants.filter { $0.value > instant }.keys.sorted()
    }
}
