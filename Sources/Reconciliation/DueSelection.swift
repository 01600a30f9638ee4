import CampaignModel
import ScheduleEngine

/// Sorts what is due in one pass into what runs and what doesn't, by the catch-up policy. Occurrences are handed in
/// ascending order; memory is bounded by `limit` and by what falls within `grace`, however much was missed.
struct DueSelection {
    private let terms: ScheduleTerms
    private let now: Instant
    private var skipped: SkipFold
    /// The newest missed occurrences that may still be caught up, oldest first.
    private var missed: RingBuffer
    private var onTime: [Instant] = []

    /// - Parameter barriers: What was decided before, by scheduledFor: no range of skipped ones reaches over any of it.
    init(terms: ScheduleTerms, now: Instant, barriers: [OccurrenceDecision]) {
        skipped = SkipFold(barriers: barriers)
        self.terms = terms
        self.now = now
        let keep =
            switch terms.policy {
            case .skip: 0
            case .latest: 1
            case .all: terms.limit
            }
        missed = RingBuffer(capacity: keep)
    }

    mutating func add(_ instant: Instant) {
        switch terms.policy {
        case .latest:
            if let older = missed.push(instant) { skipped.add(older, reason: latestReason) }
        case .skip where isOnTime(instant), .all where isOnTime(instant):
            onTime.append(instant)
        case .skip:
            skipped.add(instant, reason: "missed, and catchUp is skip")
        case .all:
            if !isInWindow(instant) {
                skipped.add(instant, reason: allReason)
            } else if let older = missed.push(instant) {
                skipped.add(older, reason: allReason)
            }
        }
    }

    /// What runs, oldest first, and what was skipped.
    consuming func finish() -> (toRun: [OccurrenceDecision], skipped: [OccurrenceDecision]) {
        var toRun: [OccurrenceDecision] = []
        for instant in missed.oldestFirst {
            if isOnTime(instant) {
                toRun.append(OccurrenceDecision(verdict: .run, scheduledFor: instant))
            } else if isInWindow(instant) {
                let late = "missed by \(lateness(of: instant, at: now))"
                toRun.append(OccurrenceDecision(verdict: .catchUp, reason: late, scheduledFor: instant))
            } else {
                skipped.add(instant, reason: latestReason)
            }
        }
        for instant in onTime { toRun.append(OccurrenceDecision(verdict: .run, scheduledFor: instant)) }
        return (toRun, skipped.rows)
    }

    // One reason for all that a policy leaves out, so that they fold into one row.
    private var latestReason: String { "catchUp latest takes only the newest that is due, within \(terms.window)" }
    private var allReason: String { "missed; catchUp all takes the newest \(terms.limit) within \(terms.window)" }

    private func isOnTime(_ instant: Instant) -> Bool { now - instant <= terms.grace }
    private func isInWindow(_ instant: Instant) -> Bool { now - instant <= terms.window }
}

/// The newest `capacity` of the instants pushed.
private struct RingBuffer {
    private var slots: [Instant] = []
    private var oldest = 0
    private let capacity: Int

    init(capacity: Int) { self.capacity = max(0, capacity) }

    /// Takes an instant and gives back the one that no longer fits.
    mutating func push(_ instant: Instant) -> Instant? {
        guard capacity > 0 else { return instant }
        if slots.count < capacity {
            slots.append(instant)
            return nil
        }
        let displaced = slots[oldest]
        slots[oldest] = instant
        oldest = (oldest + 1) % capacity
        return displaced
    }

    var oldestFirst: [Instant] { oldest == 0 ? slots : Array(slots[oldest...] + slots[..<oldest]) }
}
