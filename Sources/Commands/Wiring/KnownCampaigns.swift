import CampaignFiles
import StateStore
import Synchronization

/// Answers which campaigns the state file knows, and reads them when first asked: few trees ever ask. The reading of a
/// file can't fail for a reason that isn't the file's, so a failure is kept until somebody can be told.
final class KnownCampaigns: Sendable {
    private let recorded: any RecordedState
    private let answer = Mutex<Result<Set<String>, StateError>?>(nil)

    init(recorded: any RecordedState) { self.recorded = recorded }

    var knowledge: StateKnowledge {
        .known { [self] id in
            answer.withLock { answer in
                let known = answer ?? Result { () throws(StateError) in try recorded.knownIds() }
                answer = known
                return (try? known.get().contains(id)) ?? true
            }
        }
    }

    /// - Throws: Why what was answered can't be relied on.
    func confirm() throws(StateError) {
        if case .failure(let error) = answer.withLock({ $0 }) { throw error }
    }
}
