import CampaignModel

/// Workflow commands of GitHub Actions, one a line: each is shown beside the line of the file that it speaks of.
///
/// The escapes are those of GitHub's own toolkit (`packages/core/src/command.ts`): without them a line feed in a file's name
/// could begin a command of its own.
struct GitHubAnnotations {
    let path: RepositoryPath

    /// Faults, with what mends each on a second line.
    func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { diagnostic in
            let text = [diagnostic.message, diagnostic.hint].compactMap(\.self).joined(separator: "\n")
            return command(
                diagnostic.severity.rawValue, file: diagnostic.file, line: diagnostic.line, column: diagnostic.column,
                title: diagnostic.code.rawValue, text: text)
        }.joined()
    }

    /// Something to know, of a file as a whole or of none.
    func notice(_ text: String, title: String, file: String?) -> String {
        command("notice", file: file, line: nil, column: nil, title: title, text: text)
    }

    private func command(
        _ name: String, file: String?, line: Int?, column: Int?, title: String, text: String
    ) -> String {
        let properties = [
            ("file", file.map { path($0) }), ("line", line.map(String.init)), ("col", column.map(String.init)),
            ("title", title),
        ]
        let written = properties.compactMap { name, value in value.map { "\(name)=\(Self.property($0))" } }
        return "::\(name) \(written.joined(separator: ","))::\(Self.data(text))\n"
    }

    private static func data(_ text: String) -> String { escape(text, ["%", "\r", "\n"]) }

    private static func property(_ text: String) -> String { escape(text, ["%", "\r", "\n", ":", ","]) }

    /// By scalars: a carriage return and a line feed after it are one character.
    private static func escape(_ text: String, _ special: Set<UnicodeScalar>) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard special.contains(scalar) else {
                escaped.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            escaped.append(contentsOf: (digits.count == 1 ? "%0\(digits)" : "%\(digits)").unicodeScalars)
        }
        return String(escaped)
    }
}
