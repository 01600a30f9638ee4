/// A table in Markdown. Its cells are Markdown already.
struct MarkdownTable {
    private let titles: [String]
    private let isNumber: [Bool]
    private var rows: [[String]] = []

    /// - Parameter columns: numbers stand to the right.
    init(_ columns: [(title: String, isNumber: Bool)]) {
        titles = columns.map(\.title)
        isNumber = columns.map(\.isNumber)
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    var isEmpty: Bool { rows.isEmpty }

    /// More rows than this are folded away.
    private static let mostOpen = 30
    /// A comment on GitHub holds 65,536 characters.
    private static let mostRows = 150

    /// - Parameter summary: what the table is about, shown where it is folded.
    func render(summary: String) -> String {
        guard !rows.isEmpty else { return "" }
        let shown = titles.indices.filter { column in rows.contains { column < $0.count && !$0[column].isEmpty } }
        func line(_ cells: [String]) -> String {
            "| " + shown.map { $0 < cells.count ? cells[$0] : "" }.joined(separator: " | ") + " |\n"
        }
        var text = line(titles) + line(isNumber.map { $0 ? "---:" : "---" })
        text += rows.prefix(Self.mostRows).map(line).joined()
        if rows.count > Self.mostRows {
            text += "\n… and \(rows.count - Self.mostRows) more rows; `--format json` has them all.\n"
        }
        return rows.count > Self.mostOpen ? Markdown.folded(summary, text) : text
    }
}
