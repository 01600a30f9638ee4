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
    ///   - decidedBy: The fingerprint of the rules by which `stored` was decided; nil where it isn't known.
    ///   - rules: Those of the declared zone that are in force.
    ///   - known: Local times that earlier changes of the zone left behind.
    ///   - past: Asked only where the rules are others than those, or something was left behind.
    public init(
        of campaignId: String, from stored: ScheduleTerms, decidedBy: Int64?, through decidedThrough: Instant,
        to declared: ScheduleTerms, by rules: ZoneRules, known: [Int64], past: any DecidedPast
    ) {
        guard stored.zone == declared.zone else { return }
        let former = decidedBy.flatMap { $0 == rules.fingerprint ? nil : past.rules($0) }
        guard former != nil || !known.isEmpty else { return }
        let before = former.map { CompiledSchedule(stored.schedule, zone: $0) }
        decided = past.decisions(
            of: campaignId, from: decidedThrough - ZoneShift.reach, through: decidedThrough + ZoneShift.reach)
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

    /// The local times that are still to be remembered; ascending.
    func remaining(after instant: Instant) -> [Int64] {
        instants.filter { $0.value > instant }.keys.sorted()
    }
}
