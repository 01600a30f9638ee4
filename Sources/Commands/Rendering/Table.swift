/// Columns that line up, by characters and not by bytes. The last column is never padded.
struct Table {
    enum Alignment { case left, right }

    struct Cell: ExpressibleByStringLiteral {
        var text: String
        var tone: Style.Tone?

        init(_ text: String, _ tone: Style.Tone? = nil) {
            self.text = text
            self.tone = tone
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    private let headers: [(title: String, alignment: Alignment)]
    private var rows: [[Cell]] = []

    init(_ headers: [(title: String, alignment: Alignment)]) { self.headers = headers }

    mutating func add(_ row: [Cell]) { rows.append(row) }

    func render(_ style: Style, indent: String = "") -> String {
        let widths = headers.indices.map { column in
            rows.reduce(headers[column].title.count) { max($0, column < $1.count ? $1[column].text.count : 0) }
        }
        let isEmpty = headers.indices.map { column in rows.allSatisfy { $0.count <= column || $0[column].text.isEmpty }
        }
        let shown = headers.indices.filter { !isEmpty[$0] }
        func line(_ cells: [Cell]) -> String {
            var text = indent
            for column in shown {
                let cell = column < cells.count ? cells[column] : ""
                let padding = String(repeating: " ", count: widths[column] - cell.text.count)
                let body = cell.tone.map { style($0, cell.text) } ?? cell.text
                if headers[column].alignment == .right {
                    text += padding + body
                } else {
                    text += column == shown.last ? body : body + padding
                }
                if column != shown.last { text += "  " }
            }
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }
        return line(headers.map { Cell($0.title, .faint) }) + rows.map(line).joined()
    }
}
