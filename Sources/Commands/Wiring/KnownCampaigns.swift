import CampaignFiles
import StateStore
import Synchronization

/// Answers what the state file knows of campaigns, and reads it when first asked: few trees ever ask. The reading of a
/// file can't fail for a reason that isn't the file's, so a failure is kept until somebody can be told.
final class KnownCampaigns: Sendable {
    private let recorded: any RecordedState
    private let ids = Mutex<Set<String>?>(nil)
    private let runs = Mutex<[String: Int]?>(nil)
    private let failure = Mutex<StateError?>(nil)

    init(recorded: any RecordedState) { self.recorded = recorded }

    var knowledge: StateKnowledge {
        .known(
            { [self] id in
                read(ids) { () throws(StateError) in try recorded.knownIds() }?.contains(id) ?? true
            },
            decidedRuns: { [self] id in
                read(runs) { () throws(StateError) in try recorded.decidedRuns() }?[id] ?? 0
            })
    }

    private func read<Value: Sendable>(
        _ answer: borrowing Mutex<Value?>, _ question: () throws(StateError) -> Value
    ) -> Value? {
        answer.withLock { known in
            if known == nil {
                do throws(StateError) { known = try question() } catch { failure.withLock { $0 = error } }
            }
            return known
        }
    }

    /// - Throws: Why what was answered can't be relied on.
    func confirm() throws(StateError) {
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
