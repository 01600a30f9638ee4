import Reconciliation

/// `diff --format github`: faults at their place, and a notice at the file of each campaign that changes.
struct DiffAnnotations {
    let report: DiffReport
    let path: RepositoryPath

    func render() -> String {
        let annotations = GitHubAnnotations(path: path)
        var text = annotations.render(report.diagnostics)
        let shifts = Dictionary(report.shifts.map { ($0.campaignId, $0) }, uniquingKeysWith: { first, _ in first })
        for change in report.changes {
            text += annotations.notice(
                lines(of: change, shift: shifts[change.campaignId]).joined(separator: "\n"),
                title: "\(change.action.rawValue) \(change.campaignId)", file: report.files[change.campaignId])
        }
        for note in report.notes { text += annotations.notice(note, title: "diff \(report.base)", file: nil) }
        let faults = DiagnosticText.summary(report.diagnostics)
        return text + "Compared: \(faults.isEmpty ? "" : faults + "; ")\(DiffCounts(report).sentence).\n"
    }

    private func lines(of change: CampaignChange, shift: OccurrenceShift?) -> [String] {
        var lines = (report.differences[change.campaignId] ?? []).map { field in
            let values = field.values(width: 60)
            return "\(field.field): \(values.before) → \(values.after)"
        }
        if let shift {
            for (sign, instants) in [("appear", shift.appeared), ("vanish", shift.vanished)] where !instants.isEmpty {
                let verb = instants.count == 1 ? sign + (sign == "vanish" ? "es" : "s") : sign
                lines.append("\(instants.count) \(verb): \(FoldedInstants.text(instants))")
            }
        }
        return lines.isEmpty ? ["no occurrence appears or vanishes"] : lines
    }
}
