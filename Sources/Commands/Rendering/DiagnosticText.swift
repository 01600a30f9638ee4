import CampaignFiles
import CampaignModel

/// Faults as people read them: place, code, sentence, the line itself with a caret, the way out.
struct DiagnosticText {
    let style: Style
    private let excerpts: SourceExcerpts

    init(root: String, style: Style) {
        self.style = style
        excerpts = SourceExcerpts(root: root)
    }

    func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(render).joined(separator: "\n")
    }

    /// `2 errors, 1 warning`; empty where there is neither.
    static func summary(_ diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        return [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }

    /// `file:line:column`, as far as it is known; nil for what concerns the tree as a whole.
    static func place(of diagnostic: Diagnostic) -> String? {
        guard let file = diagnostic.file else { return nil }
        return [file, diagnostic.line.map(String.init), diagnostic.column.map(String.init)]
            .compactMap(\.self).joined(separator: ":")
    }

    private func render(_ diagnostic: Diagnostic) -> String {
        let tone: Style.Tone = diagnostic.severity == .error ? .red : .yellow
        let place = Self.place(of: diagnostic).map { $0.withoutControls + ": " } ?? ""
        var text = style(.bold, place) + style(tone, "\(diagnostic.severity.rawValue)")
        text += " \(diagnostic.code.rawValue): \(diagnostic.message.withoutControls)\n"
        if let excerpt = excerpts.excerpt(of: diagnostic) {
            let number = "\(diagnostic.line ?? 0)"
            let gutter = String(repeating: " ", count: number.count)
            text += "  \(style(.faint, "\(number) |")) \(excerpt.line)\n"
            text += "  \(style(.faint, "\(gutter) |")) \(style(tone, excerpt.caret))\n"
        }
        if let hint = diagnostic.hint { text += "  \(style(.faint, "=")) \(hint.withoutControls)\n" }
        return text
    }
}
