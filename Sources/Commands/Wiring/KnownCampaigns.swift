import CampaignFiles
import StateStore
import Synchronization

/// Answers what the state file knows of campaigns, and reads it when first asked: few trees ever ask.
final class KnownCampaigns: Sendable {
    private let recorded: any RecordedState
    private let ids = Mutex<Set<String>?>(nil)
    private let runs = Mutex<[String: Int]?>(nil)
    private let failure = DeferredFailure()

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
            if known == nil { known = failure.answer(question) }
            return known
        }
    }

    /// - Throws: Why what was answered can't be relied on.
    func confirm() throws(StateError) { try failure.confirm() }
}
