public import ScheduleEngine

/// Occurrences of the past to run after all, once each: a value that the state file stores whole.
///
/// What has run, or waits to, is left alone. What was skipped runs now: the range that it was folded into is split
/// around it, so that an occurrence still belongs to one decision.
public struct Backfill: Hashable, Sendable {
    /// A decision as the state file has it.
    public struct Recorded: Hashable, Sendable {
        /// The state file's own number for it; nil for one that isn't stored yet.
        public var key: Int64?
        public var decision: OccurrenceDecision

        public init(key: Int64?, decision: OccurrenceDecision) {
            self.key = key
            self.decision = decision
        }
    }

    /// A range of skipped occurrences and what is left of it; ascending, possibly nothing.
    public struct Split: Hashable, Sendable {
        public var key: Int64
        public var rest: [OccurrenceDecision]
    }

    /// Ascending.
    public private(set) var runs: [Instant] = []
    /// Occurrences of the stretch that have run or are to run anyway.
    public private(set) var alreadyDecided = 0
    public private(set) var splits: [Split] = []

    /// - Parameters:
    ///   - occurrences: of the stretch, ascending.
    ///   - recorded: what was decided in the stretch, by scheduledFor.
    public init(_ occurrences: [Instant], of schedule: CompiledSchedule, recorded: [Recorded]) {
        var taken: [[Instant]] = Array(repeating: [], count: recorded.count)
        var row = 0
        for instant in occurrences {
            while row < recorded.count, recorded[row].decision.last < instant { row += 1 }
            if row < recorded.count, recorded[row].decision.scheduledFor <= instant {
                guard recorded[row].decision.verdict == .skip else {
                    alreadyDecided += 1
                    continue
                }
                taken[row].append(instant)
            }
            runs.append(instant)
        }
        for (recorded, instants) in zip(recorded, taken) where !instants.isEmpty {
            guard let key = recorded.key else { continue }
            splits.append(Split(key: key, rest: Self.rest(of: recorded.decision, without: instants, schedule)))
        }
    }

    /// The neighbours before, between and after. Where the schedule has changed since the range was folded, it no longer
    /// says how many of them lie where; then the last part takes the difference.
    private static func rest(
        of range: OccurrenceDecision, without taken: [Instant], _ schedule: CompiledSchedule
    ) -> [OccurrenceDecision] {
        var parts = SkipFold()
        let outside = Set(taken)
        let before = range.scheduledFor - TimeSpan(seconds: 1)
        for instant in schedule.occurrences(after: before, through: range.last) {
            if outside.contains(instant) { parts.end() } else { parts.add(instant, reason: range.reason ?? "") }
        }
        var rows = parts.rows
        let isSame = rows.reduce(taken.count) { $0 + $1.count } == range.count
        if !isSame, let last = rows.indices.last {
            let others = rows.dropLast().reduce(0) { $0 + $1.count }
            rows[last].count = max(1, range.count - others)
        }
        for index in rows.indices { rows[index].reason = range.reason }
        return rows
    }
}
