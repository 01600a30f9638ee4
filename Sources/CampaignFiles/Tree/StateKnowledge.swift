/// Which campaigns the state file knows: a one-time campaign whose time has passed is a mistake where it is new.
public enum StateKnowledge: Sendable {
    /// There is no state file yet.
    case none
    /// Asked about one campaignId at a time, and about few of them.
    case known(@Sendable (String) -> Bool)

    public static func campaigns(_ ids: Set<String>) -> StateKnowledge { .known { ids.contains($0) } }
}
