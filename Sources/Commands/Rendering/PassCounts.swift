/// A pass in one sentence: `1 changed, 7 runs, 309 messages sent, 233 skipped`.
struct PassCounts {
    private let parts: [String]

    init(_ report: PassReport) {
        let runs = report.occurrences.filter { $0.decision != .skip }
        var parts: [String] = []
        if !report.changes.isEmpty { parts.append("\(report.changes.count) changed") }
        if let events = report.events {
            if events.taken > 0 {
                parts.append(
                    "\(events.taken) \(events.taken == 1 ? "event" : "events")\(report.dryRun ? " to take" : " taken")")
            }
            if events.known > 0 { parts.append("\(events.known) known before") }
            if events.rejected > 0 { parts.append("\(events.rejected) rejected") }
        }
        if !runs.isEmpty {
            let messages =
                report.dryRun
                ? runs.reduce(0) { $0 + ($1.audience?.send ?? 0) - $1.messagesSent } : report.sentNow
            parts.append("\(runs.count) \(runs.count == 1 ? "run" : "runs")")
            parts.append("\(messages) \(messages == 1 ? "message" : "messages")\(report.dryRun ? " to send" : " sent")")
        }
        let skipped = report.occurrences.filter { $0.decision == .skip }.reduce(0) { $0 + $1.count }
        if skipped > 0 { parts.append("\(skipped) skipped") }
        self.parts = parts
    }

    var isEmpty: Bool { parts.isEmpty }

    /// Empty where there is nothing to count.
    var sentence: String { parts.joined(separator: ", ") }
}
