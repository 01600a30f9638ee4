import StateStore
import Synchronization

/// Asks the state file on behalf of somebody whose questions can't fail: a question that could not be answered is kept
/// until somebody can be told.
final class DeferredFailure: Sendable {
    private let failure = Mutex<StateError?>(nil)

    /// Nil where there is no answer.
    func answer<Value>(_ question: () throws(StateError) -> Value) -> Value? {
        do {
            return try question()
        } catch {
            failure.withLock { $0 = error }
            return nil
        }
    }

    /// - Throws: Why what was answered can't be relied on.
    func confirm() throws(StateError) {
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
