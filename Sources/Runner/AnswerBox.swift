import CampaignModel
import Synchronization

/// A message that was under way, and what became of it.
struct Answer: Sendable {
    var delivery: ClaimedDelivery
    var message: Message
    var outcome: Outcome
}

/// Where the messages under way leave their answers, and one reader takes them in groups: each group is one durable
/// transaction, so that groups of one would be dear.
final class AnswerBox: Sendable {
    private struct State {
        var answers: [Answer] = []
        /// The reader waits for so many.
        var wanted = 1
        var reader: CheckedContinuation<Void, Never>?
        /// Counts the groups that were taken.
        var group = 0
        /// Somebody called while the reader was busy: it doesn't wait then.
        var isCalled = false
    }
    private let state = Mutex(State())

    /// - Returns: for the first of a group its number, whose messenger then sees to it that it is taken before long.
    func put(_ answer: Answer) -> Int? {
        let (group, reader) = state.withLock { state in
            state.answers.append(answer)
            let isFull = state.answers.count >= state.wanted
            return (state.answers.count == 1 ? state.group : nil, isFull ? state.reader.take() : nil)
        }
        reader?.resume()
        return group
    }

    /// Wakes the reader up, or keeps it from waiting the next time, whatever there is.
    /// - Parameter group: only where that one is not taken yet; nil: in any case.
    func wake(for group: Int? = nil) {
        let reader = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard group == nil || group == state.group else { return nil }
            state.isCalled = state.reader == nil
            return state.reader.take()
        }
        reader?.resume()
    }

    /// Waits until `wanted` answers are there, or somebody wakes it; takes what there is.
    func take(_ wanted: Int) async -> [Answer] {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.answers.count < wanted, !state.isCalled else { return true }
                state.wanted = wanted
                state.reader = continuation
                return false
            }
            if isThere { continuation.resume() }
        }
        return state.withLock { state in
            defer { state.answers.removeAll(keepingCapacity: true) }
            state.isCalled = false
            state.group += 1
            return state.answers
        }
    }
}
