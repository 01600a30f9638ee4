import ScheduleEngine

/// `diff --format markdown`: what a change does, as a comment on the pull request that makes it.
struct DiffMarkdown {
    let report: DiffReport
    let path: RepositoryPath

    func render() -> String {
        let faults = DiagnosticText.summary(report.diagnostics)
        let title = (faults.isEmpty ? "" : faults + "; ") + DiffCounts(report).sentence
        var parts = [
            "### Campanile: \(title)\n",
            "Compared with \(Markdown.code(report.base)), occurrences until \(Moments.utc(report.until)).\n",
            FaultsMarkdown(diagnostics: report.diagnostics, path: path).render(),
        ]
        let changes = ChangesMarkdown(changes: report.changes, differences: report.differences).render()
        if !changes.isEmpty { parts += ["#### Changes\n", changes] }
        let occurrences = occurrences()
        if !occurrences.isEmpty { parts += ["#### Occurrences\n", occurrences] }
        parts += report.notes.map { Markdown.prose($0) + "\n" }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func occurrences() -> String {
        var table = MarkdownTable([("Campaign", false), ("Occurrences", false), ("Count", true), ("When (UTC)", false)])
        for shift in report.shifts {
            for (what, instants) in [("appear", shift.appeared), ("vanish", shift.vanished)] where !instants.isEmpty {
                table.add([
                    Markdown.code(shift.campaignId), what, "\(instants.count)", FoldedInstants.text(instants),
                ])
            }
        }
        let count = report.shifts.count
        return table.render(summary: "occurrences of \(count) \(count == 1 ? "campaign" : "campaigns")")
    }
}
