import Reconciliation
import ScheduleEngine
import StateStore
import Synchronization

/// Answers what the planner asks of the past, out of the state file. The answers themselves can't fail: a question that
/// could not be answered is kept until somebody can be told.
final class RecordedPast: DecidedPast {
    private let recorded: any RecordedState
    private let known = Mutex<[Int64: ZoneRules]?>(nil)
    private let failure = Mutex<StateError?>(nil)

    init(_ recorded: any RecordedState) { self.recorded = recorded }

    func rules(_ fingerprint: Int64) -> ZoneRules? {
        known.withLock { known in
            if let known { return known[fingerprint] }
            // What this version can't read is left out: then instants alone tell what was decided.
            let read = answer([:]) { () throws(StateError) in try recorded.zoneRules() }
                .compactMapValues { try? ZoneRules(tzif: $0, identifier: "") }
            known = read
            return read[fingerprint]
        }
    }

    func decisions(of campaignId: String, from: Instant, through: Instant) -> [OccurrenceDecision] {
        answer([]) { () throws(StateError) in
            try recorded.decisions(of: campaignId, from: from, through: through)
        }.map(\.decision)
    }

    private func answer<Value>(_ none: Value, _ question: () throws(StateError) -> Value) -> Value {
        do {
            return try question()
        } catch {
            failure.withLock { $0 = error }
            return none
        }
    }

    /// - Throws: Why what was answered can't be relied on.
    func confirm() throws(StateError) {
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
