/// GitHub flavoured Markdown made of text that comes from files: nothing in it may begin a structure of its own, end a
/// table's cell, or call anybody (`@name`).
enum Markdown {
    /// Prose. What could mean something is written as a character reference, which never does (CommonMark §2.5).
    static func prose(_ text: String) -> String { escape(text, Self.meaningful) }

    /// Code, on one line.
    static func code(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        // Between backticks nothing means anything but a backtick, and in a table's cell the bar.
        let isPlain = text.unicodeScalars.allSatisfy { $0 != "`" && $0 != "|" && $0 != "\\" && !isControl($0) }
        return isPlain ? "`\(text)`" : "<code>\(escape(text, Self.meaningful))</code>"
    }

    /// What is only looked at when somebody wants to.
    static func folded(_ summary: String, _ body: String) -> String {
        "<details>\n<summary>\(summary)</summary>\n\n\(body)\n</details>\n"
    }

    private static let meaningful = Set<UnicodeScalar>("&<>`|*_~[]\\#$@".unicodeScalars)

    private static func escape(_ text: String, _ special: Set<UnicodeScalar>) -> String {
        text.unicodeScalars.map { scalar in
            if isControl(scalar) { return " " }
            return special.contains(scalar) ? "&#\(scalar.value);" : String(scalar)
        }.joined()
    }

    private static func isControl(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
