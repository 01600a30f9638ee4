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
                // What comes again after a change of its zone's rules has been decided as another instant.
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

    /// The neighbours before, between and after.
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
        for index in rows.indices { rows[index].reason = range.reason }
        let isWhole = rows.reduce(taken.count) { $0 + $1.count } == range.count
        return isWhole ? rows : segments(of: range, around: taken)
    }

    /// The schedule has changed since the range was folded, and no longer says how many of them lie where: all of them are
    /// kept, in the pieces that are left, by their lengths.
    private static func segments(of range: OccurrenceDecision, around taken: [Instant]) -> [OccurrenceDecision] {
        let aSecond = TimeSpan(seconds: 1)
        var pieces: [(first: Instant, last: Instant)] = []
        var first = range.scheduledFor
        for instant in taken {
            if first < instant { pieces.append((first, instant - aSecond)) }
            first = instant + aSecond
        }
        if first <= range.last { pieces.append((first, range.last)) }
        let length = pieces.reduce(Int64(0)) { $0 + ($1.last - $1.first).seconds + 1 }
        var left = max(range.count, pieces.count)
        return pieces.enumerated().map { index, piece in
            let share = Double((piece.last - piece.first).seconds + 1) / Double(length) * Double(range.count)
            let others = pieces.count - index - 1
            let count = others == 0 ? left : min(max(1, Int(share)), left - others)
            left -= count
            return OccurrenceDecision(
                verdict: .skip, reason: range.reason, scheduledFor: piece.first,
                last: count == 1 ? piece.first : piece.last, count: count)
        }
    }
}
