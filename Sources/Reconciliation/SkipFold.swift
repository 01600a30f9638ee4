import ScheduleEngine

/// Gathers skipped occurrences, in ascending order, into one row for each run of neighbours with one reason, so that a
/// year of missed minutes is a row and not half a million.
struct SkipFold {
    private(set) var rows: [OccurrenceDecision] = []
    private var isOpen = false
    private let verdict: OccurrenceDecision.Verdict
    private let barriers: [OccurrenceDecision]

    /// - Parameter barriers: What was decided before, by scheduledFor: no row reaches over any of it.
    init(_ verdict: OccurrenceDecision.Verdict = .skip, barriers: [OccurrenceDecision] = []) {
        self.verdict = verdict
        self.barriers = barriers
    }

    mutating func add(_ instant: Instant, reason: String) {
        if isOpen, let last = rows.indices.last, rows[last].reason == reason,
            barriers.isEmpty || !barriers.hasAny(from: rows[last].last, to: instant)
        {
            rows[last].last = instant
            rows[last].count += 1
        } else {
            rows.append(OccurrenceDecision(verdict: verdict, reason: reason, scheduledFor: instant))
            isOpen = true
        }
    }

    /// What comes now is no neighbour of what came before: something that runs stands between.
    mutating func end() { isOpen = false }

    /// Ranges of several folds, as ranges that don't reach into one another: where two interlace, they are one range with
    /// both reasons, since an occurrence belongs to one decision alone and the rows must stay few.
    static func disjoint(_ rows: [OccurrenceDecision]) -> [OccurrenceDecision] {
        guard rows.count > 1 else { return rows }
        var merged: [OccurrenceDecision] = []
        for row in rows.sorted(by: { $0.scheduledFor < $1.scheduledFor }) {
            guard let index = merged.indices.last, row.scheduledFor <= merged[index].last else {
                merged.append(row)
                continue
            }
            merged[index].last = max(merged[index].last, row.last)
            merged[index].count += row.count
            // Nobody who has it gets it again, whatever else was skipped beside it.
            if row.verdict == .repeat { merged[index].verdict = .repeat }
            if let reason = row.reason, merged[index].reason?.contains(reason) != true {
                merged[index].reason = [merged[index].reason, reason].compactMap(\.self).joined(separator: "; or ")
            }
        }
        return merged
    }
}
