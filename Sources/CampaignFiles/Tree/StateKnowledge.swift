/// What the state file knows of campaigns that a file alone doesn't say. Asked about one campaignId at a time, and about
/// few of them.
public struct StateKnowledge: Sendable {
    /// Whether a campaign is known: a one-time campaign whose time has passed is a mistake where it is new. Nil where no
    /// pass has been yet.
    let isKnown: (@Sendable (String) -> Bool)?
    /// How many runs of it were decided, where `maxOccurrences` limits them.
    let decidedRuns: @Sendable (String) -> Int
    /// Whether something of it was sent already, in a run or as a test.
    let wasTried: @Sendable (String) -> Bool

    public init(
        isKnown: (@Sendable (String) -> Bool)?, decidedRuns: @escaping @Sendable (String) -> Int,
        wasTried: @escaping @Sendable (String) -> Bool
    ) {
        self.isKnown = isKnown
        self.decidedRuns = decidedRuns
        self.wasTried = wasTried
    }

    /// There is no state file yet.
    public static let none = StateKnowledge(isKnown: nil, decidedRuns: { _ in 0 }, wasTried: { _ in false })

    public static func campaigns(
        _ ids: Set<String>, decidedRuns: [String: Int] = [:], tried: Set<String> = []
    ) -> StateKnowledge {
        StateKnowledge(
            isKnown: { ids.contains($0) }, decidedRuns: { decidedRuns[$0] ?? 0 }, wasTried: { tried.contains($0) })
    }

    /// For whoever is about to try a campaign: that nobody has must not stand in the way.
    public var takingAllAsTried: StateKnowledge {
        StateKnowledge(isKnown: isKnown, decidedRuns: decidedRuns, wasTried: { _ in true })
    }
}
