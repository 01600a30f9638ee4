import CampaignModel
import ScheduleEngine

/// `run --dry-run --format markdown`: what a pass would do, as a comment on a pull request.
struct PassMarkdown {
    let report: PassReport
    let path: RepositoryPath

    func render() -> String {
        let counts = PassCounts(report)
        let faults = DiagnosticText.summary(report.diagnostics)
        var title = [faults, counts.sentence].filter { !$0.isEmpty }.joined(separator: "; ")
        if title.isEmpty { title = "nothing to do" }
        let note = report.dryRun ? "; nothing is sent, nothing is written" : ""
        var parts = [
            "### Campanile \(report.dryRun ? "dry run" : "pass"): \(title)\n",
            "At \(Moments.utc(report.now))\(note).\n",
        ]
        parts.append(FaultsMarkdown(diagnostics: report.diagnostics, path: path).render())
        let changes = ChangesMarkdown(changes: report.changes, differences: report.differences).render()
        if !changes.isEmpty { parts += ["#### Changes\n", changes] }
        let due = due()
        if !due.isEmpty { parts += ["#### Due\n", due] }
        parts += report.notes.map { Markdown.prose($0) + "\n" }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func due() -> String {
        var table = MarkdownTable([
            ("Decision", false), ("Campaign", false), ("Scheduled for (UTC)", false), ("Audience", true),
            ("Send", true), ("Suppressed", true), ("Holdout", true), ("Finish by", false), ("Why", false),
        ])
        for row in report.occurrences {
            let times = row.count > 1 ? " (\(row.count) times)" : ""
            var why = row.reason.map(Markdown.prose) ?? ""
            if let notBefore = row.notBefore { why += "\(why.isEmpty ? "" : ", ")not before \(Moments.utc(notBefore))" }
            let audience = row.audience
            table.add([
                row.decision.rawValue, Markdown.code(row.campaignId), Moments.utc(row.scheduledFor) + times,
                Self.number(audience?.total), Self.number(audience?.send), Self.number(audience?.suppressed),
                Self.number(audience?.holdout), row.finishBy.map(Moments.utc) ?? "", why,
            ])
        }
        let count = report.occurrences.count
        return table.render(summary: count == 1 ? "1 occurrence" : "\(count) occurrences")
    }

    private static func number(_ value: Int?) -> String { value.map(String.init) ?? "" }
}
