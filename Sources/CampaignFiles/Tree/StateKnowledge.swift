/// What the state file knows of campaigns that a file alone doesn't say.
public enum StateKnowledge: Sendable {
    /// There is no state file yet.
    case none
    /// Asked about one campaignId at a time, and about few of them: whether it is known (a one-time campaign whose time has
    /// passed is a mistake where it is new), and how many runs of it were decided, where `maxOccurrences` limits them.
    case known(@Sendable (String) -> Bool, decidedRuns: @Sendable (String) -> Int)

    public static func campaigns(_ ids: Set<String>, decidedRuns: [String: Int] = [:]) -> StateKnowledge {
        .known({ ids.contains($0) }, decidedRuns: { decidedRuns[$0] ?? 0 })
    }

    func decidedRuns(_ campaignId: String) -> Int {
        switch self {
        case .none: 0
        case .known(_, let decidedRuns): decidedRuns(campaignId)
        }
    }
}
