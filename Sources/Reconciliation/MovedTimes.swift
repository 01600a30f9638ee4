public import CampaignModel
public import ScheduleEngine

/// The local times of a `ZoneShift` as instants that a pass can decide, and whoever looks ahead can leave out.
public struct MovedTimes: Sendable {
    /// Not to be run again.
    public private(set) var repeated: Set<Instant> = []
    /// To be decided now, ascending. They have passed, and `evaluatedThrough` never goes back: so each is scheduled for
    /// the first second that no pass has decided yet and that no other occurrence has.
    private(set) var overtaken: [Instant] = []
    private var instants: [Int64: Instant] = [:]

    init() {}

    /// - Parameters:
    ///   - former: The rules by which `stored` was decided; nil where they are not known.
    ///   - known: Local times that earlier changes of the zone left behind.
    public init(
        from stored: ScheduleTerms, by former: ZoneRules?, to declared: ScheduleTerms, by rules: ZoneRules,
        decidedThrough: Instant, known: [Int64]
    ) {
        let before = former.flatMap { former in
            former.fingerprint == rules.fingerprint ? nil : CompiledSchedule(stored.schedule, zone: former)
        }
        guard before != nil || !known.isEmpty else { return }
        let after = CompiledSchedule(declared.schedule, zone: rules)
        let shift = ZoneShift(from: before, to: after, decidedThrough: decidedThrough, known: known)
        for local in shift.repeated {
            guard let instant = after.instants(ofNominal: local).last else { continue }
            instants[local] = instant
            repeated.insert(instant)
        }
        guard stored.status == .active, declared.status == .active else { return }
        var free = decidedThrough
        for _ in shift.overtaken {
            repeat {
                free = free + TimeSpan(seconds: 1)
            } while after.next(after: free - TimeSpan(seconds: 1)) == free
            overtaken.append(free)
        }
    }

    /// The local times that are still to be remembered; ascending.
    func remaining(after instant: Instant) -> [Int64] {
        instants.filter { $0.value > instant }.keys.sorted()
    }
}
