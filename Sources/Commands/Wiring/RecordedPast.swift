import Reconciliation
import ScheduleEngine
import StateStore
import Synchronization

/// Answers what the planner asks of the past, out of the state file.
final class RecordedPast: DecidedPast {
    private let recorded: any RecordedState
    /// Has a type of its own since the runtime looks up that of a bare dictionary by name when it is let go, in each pass.
    private struct Known {
        var rules: [Int64: ZoneRules]?
    }
    private let known = Mutex(Known())
    private let failure = DeferredFailure()

    init(_ recorded: any RecordedState) { self.recorded = recorded }

    func rules(_ fingerprint: Int64) -> ZoneRules? {
        known.withLock { known in
            if let rules = known.rules { return rules[fingerprint] }
            // What this version can't read is left out: then instants alone tell what was decided.
            let read = (failure.answer { () throws(StateError) in try recorded.zoneRules() } ?? [:])
                .compactMapValues { try? ZoneRules(tzif: $0, identifier: "") }
            known.rules = read
            return read[fingerprint]
        }
    }

    func decisions(of campaignId: String, from: Instant, through: Instant) -> [OccurrenceDecision] {
        let found = failure.answer { () throws(StateError) in
            try recorded.decisions(of: campaignId, from: from, through: through)
        }
        return (found ?? []).map(\.decision)
    }

    /// - Throws: Why what was answered can't be relied on.
    func confirm() throws(StateError) { try failure.confirm() }
}
