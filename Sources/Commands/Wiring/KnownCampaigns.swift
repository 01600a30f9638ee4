import CampaignFiles
import StateStore
import Synchronization

/// Answers what the state file knows of campaigns, and reads it when first asked: few trees ever ask.
final class KnownCampaigns: Sendable {
    private let recorded: any RecordedState
    private let ids = Mutex<Set<String>?>(nil)
    private let runs = Mutex<[String: Int]?>(nil)
    private let tried = Mutex<(asked: Int, all: Set<String>?)>((0, nil))
    private let failure = DeferredFailure()

    /// So many are asked about one by one; for more, all of them are read.
    private static let few = 20

    init(recorded: any RecordedState) { self.recorded = recorded }

    var knowledge: StateKnowledge {
        StateKnowledge(
            isKnown: { [self] id in
                read(ids) { () throws(StateError) in try recorded.knownIds() }?.contains(id) ?? true
            },
            decidedRuns: { [self] id in
                read(runs) { () throws(StateError) in try recorded.decidedRuns() }?[id] ?? 0
            },
            wasTried: { [self] id in wasTried(id) })
    }

    /// Where no pass has been at the state file yet, which a test may have left.
    var untouched: StateKnowledge {
        StateKnowledge(isKnown: nil, decidedRuns: { _ in 0 }, wasTried: { [self] id in wasTried(id) })
    }

    private func wasTried(_ id: String) -> Bool {
        tried.withLock { tried in
            tried.asked += 1
            guard tried.all == nil, tried.asked > Self.few else {
                if let all = tried.all { return all.contains(id) }
                return failure.answer { () throws(StateError) in try recorded.wasTried(id) } ?? true
            }
            let all = failure.answer { () throws(StateError) in try recorded.triedCampaigns() } ?? []
            tried.all = all
            return all.contains(id)
        }
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
