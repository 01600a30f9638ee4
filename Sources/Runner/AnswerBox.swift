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
    /// Answers that are taken together.
    struct Group: Hashable, Sendable {
        fileprivate var number: Int
    }

    private struct State {
        var answers: [Answer] = []
        var group = Group(number: 0)
        /// The group isn't to be waited for any longer.
        var isDue = false
        /// The reader waits for so many.
        var wanted = 1
        var reader: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    /// - Returns: the group, for the first of it, whose messenger then sees to it that it is taken before long.
    func put(_ answer: Answer) -> Group? {
        let (begun, reader) = state.withLock { state in
            state.answers.append(answer)
            let isFull = state.answers.count >= state.wanted
            return (state.answers.count == 1 ? state.group : nil, isFull ? state.reader.take() : nil)
        }
        reader?.resume()
        return begun
    }

    /// The reader takes what there is.
    /// - Parameter group: nothing happens where that has been taken; nil: whatever group there is.
    func wake(_ group: Group? = nil) {
        let reader: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard group == nil || group == state.group else { return nil }
            state.isDue = true
            return state.reader.take()
        }
        reader?.resume()
    }

    /// Waits until `wanted` answers are there, or somebody wakes the reader; takes what there is.
    func take(_ wanted: Int) async -> [Answer] {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.answers.count < wanted, !state.isDue else { return true }
                state.wanted = wanted
                state.reader = continuation
                return false
            }
            if isThere { continuation.resume() }
        }
        return state.withLock { state in
            defer {
                state.answers = []
                state.isDue = false
                state.group.number += 1
            }
            return state.answers
        }
    }
}
