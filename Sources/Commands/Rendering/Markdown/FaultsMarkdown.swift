import CampaignModel

/// Faults as a list, each with its place and its way out.
struct FaultsMarkdown {
    let diagnostics: [Diagnostic]
    let path: RepositoryPath

    /// More are folded away.
    private static let mostOpen = 30
    private static let mostLines = 100

    func render() -> String {
        guard !diagnostics.isEmpty else { return "" }
        // What must be mended goes before what should be looked at.
        let sorted =
            diagnostics.filter { $0.severity == .error } + diagnostics.filter { $0.severity == .warning }
        var text = sorted.prefix(Self.mostLines).map(line).joined()
        if sorted.count > Self.mostLines {
            text += "\n… and \(sorted.count - Self.mostLines) more; `campanile validate` shows them all.\n"
        }
        let summary = DiagnosticText.summary(diagnostics)
        return sorted.count > Self.mostOpen ? Markdown.folded(summary, text) : text
    }

    private func line(_ diagnostic: Diagnostic) -> String {
        let severity = diagnostic.severity == .error ? "**error**" : "warning"
        var text = "- \(severity) \(Markdown.code(diagnostic.code.rawValue))"
        if let file = diagnostic.file {
            let place = [path(file), diagnostic.line.map(String.init), diagnostic.column.map(String.init)]
            text += " at \(Markdown.code(place.compactMap(\.self).joined(separator: ":")))"
        }
        text += ": \(Markdown.prose(diagnostic.message))"
        return text + (diagnostic.hint.map { "; \(Markdown.prose($0))" } ?? "") + "\n"
    }
}
