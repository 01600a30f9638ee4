import CampaignModel
import Reconciliation
import ScheduleEngine

/// A pass as people read it: what changed, what was decided and why, what was sent.
struct PassText {
    let report: PassReport
    let style: Style
    /// The next thing that will happen, where it is known.
    var next: (campaignId: String, at: Instant)?
    /// Said where there is nothing else to say.
    var hint: String?

    func render() -> String {
        var text = style(.bold, report.dryRun ? "Dry run" : "Pass") + " at \(Moments.utc(report.now))"
        text += report.dryRun ? style(.faint, "  (nothing is sent, nothing is written)\n") : "\n"
        text += changes
        text += occurrences
        for stop in report.stops { text += style(.red, "stopped  ") + stop + "\n" }
        for note in report.notes { text += "\n" + note + "\n" }
        text += "\n" + summary + "\n"
        return text
    }

    private var changes: String {
        guard !report.changes.isEmpty else { return "" }
        let table = ChangeTable(changes: report.changes, differences: report.differences, style: style)
        return "\n" + table.render()
    }

    private var occurrences: String {
        guard !report.occurrences.isEmpty else { return "" }
        var table = Table([
            ("DECISION", .left), ("CAMPAIGN", .left), ("SCHEDULED FOR", .left), ("AUDIENCE", .right),
            ("SUPPRESSED", .right), (report.dryRun ? "TO SEND" : "SENT", .right), ("ERRORS", .right), ("STATUS", .left),
            ("WHY", .left),
        ])
        for row in report.occurrences.prefix(Self.mostRows) {
            let sent =
                report.dryRun ? row.audience.map { "\($0.send - row.messagesSent)" } ?? "" : "\(row.messagesSent)"
            let isSkipped = row.decision == .skip
            table.add([
                Table.Cell(row.decision.rawValue, isSkipped ? .faint : .blue), Table.Cell(row.campaignId),
                Table.Cell(Moments.utc(row.scheduledFor) + (row.count > 1 ? " (\(row.count) times)" : "")),
                Table.Cell(row.audience.map { "\($0.total)" } ?? ""),
                Table.Cell(row.audience.flatMap { $0.suppressed > 0 ? "\($0.suppressed)" : nil } ?? ""),
                Table.Cell(isSkipped ? "" : sent), Table.Cell(row.errors > 0 ? "\(row.errors)" : "", .red),
                Table.Cell(isSkipped ? "" : row.status.rawValue, Self.tone(row.status)),
                Table.Cell(row.reason ?? "", .faint),
            ])
        }
        return "\n" + table.render(style) + rest(report.occurrences.count)
    }

    private func rest(_ count: Int) -> String {
        guard count > Self.mostRows else { return "" }
        return style(.faint, "… and \(count - Self.mostRows) more; --format json shows them all\n")
    }

    /// More is nothing that anybody reads on a terminal.
    private static let mostRows = 100

    static func tone(_ status: ExecutionStatus) -> Style.Tone? {
        switch status {
        case .success: .green
        case .failed: .red
        case .partial, .cancelled: .yellow
        case .pending, .running, .skipped: nil
        }
    }

    private var summary: String {
        let counts = PassCounts(report)
        var text = counts.isEmpty ? "Nothing to do" : counts.sentence
        if let next {
            text += style(.faint, "; next: \(next.campaignId) at \(Moments.utc(next.at)) ")
            text += style(.faint, "(\(Moments.relative(next.at, to: report.now)))")
        }
        return text + "." + (counts.isEmpty ? hint.map { " \($0)" } ?? "" : "")
    }
}
