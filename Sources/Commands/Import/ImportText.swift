import CampaignModel

/// An import as people read it: each campaign with what became of it, then what is wrong with the new files.
struct ImportText {
    let root: String
    private let style = Style.output

    init(root: String) { self.root = root }

    func render(_ report: ImportReport) -> String {
        guard !report.campaigns.isEmpty else { return "There are no campaigns in it.\n" }
        var text = report.campaigns.map { row($0, isDryRun: report.dryRun) }.joined()
        if !report.diagnostics.isEmpty {
            text += "\n\(DiagnosticText(root: root, style: style).render(report.diagnostics))"
        }
        return text + "\n\(summary(report))\n"
    }

    private func row(_ row: ImportReport.Row, isDryRun: Bool) -> String {
        guard let file = row.file else {
            let name = row.campaignId ?? "A campaign"
            return "\(style(.bold, name)): \(style(.yellow, "skipped")): \(row.reason ?? "")\n"
        }
        var text = "\(style(.bold, "\(root)/\(file)")): \(isDryRun ? "would be written" : "written")\n"
        if !row.serverFields.isEmpty {
            text += "  left out, the server's own: \(row.serverFields.joined(separator: ", "))\n"
        }
        if !row.unknownFields.isEmpty {
            text += "  \(style(.yellow, "left out, unknown here")): \(row.unknownFields.joined(separator: ", "))\n"
        }
        for note in row.notes { text += "  \(style(.yellow, "note")): \(note)\n" }
        if let content = row.content {
            for line in content.split(separator: "\n") { text += "  \(style(.faint, "|")) \(line)\n" }
        }
        return text
    }

    private func summary(_ report: ImportReport) -> String {
        let written = report.campaigns.count { $0.action == .write }
        let skipped = report.campaigns.count - written
        var parts = [
            "\(written) \(written == 1 ? "campaign" : "campaigns") \(report.dryRun ? "would be written" : "written")"
        ]
        if skipped > 0 { parts.append("\(skipped) skipped") }
        let faults = DiagnosticText.summary(report.diagnostics)
        if !faults.isEmpty { parts.append("\(faults) in what was written") }
        return parts.joined(separator: ", ") + "."
    }
}
