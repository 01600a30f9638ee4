import CampaignFiles
import StateStore

extension StateKnowledge {
    /// What a state file knows, for whoever looks at the whole tree. A test leaves a state file that no pass has been at:
    /// of campaigns, nothing is known then.
    init(_ recorded: any RecordedState) throws(StateError) {
        let ids = try recorded.knownIds()
        let runs = try recorded.decidedRuns()
        let tried = try recorded.triedCampaigns()
        var isKnown: (@Sendable (String) -> Bool)?
        if try recorded.hasSeenPass() { isKnown = { ids.contains($0) } }
        self.init(isKnown: isKnown, decidedRuns: { runs[$0] ?? 0 }, wasTried: { tried.contains($0) })
    }
}

extension RecordedState {
    /// Whether a pass has ever been at it.
    func hasSeenPass() throws(StateError) -> Bool {
        if try passMemory().decidedThrough != nil { return true }
        return try !knownIds().isEmpty
    }
}
