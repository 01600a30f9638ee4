/// Where in its file a text stands, so that a place in the text can be told as a place in the file.
struct TextPlace {
    private let line: Int
    private let column: Int
    /// Of a block whose lines are the file's own: what each is indented by. Nil for other YAML texts.
    private let indent: Int?
    private let isWholeFile: Bool
    private let isOneLine: Bool

    /// A text that is a file.
    static let wholeFile = TextPlace(line: 1, column: 1, indent: nil, isWholeFile: true, isOneLine: false)

    private init(line: Int, column: Int, indent: Int?, isWholeFile: Bool, isOneLine: Bool) {
        self.line = line
        self.column = column
        self.indent = indent
        self.isWholeFile = isWholeFile
        self.isOneLine = isOneLine
    }

    /// The text of a scalar in the file `source`.
    init(_ node: YAMLNode, text: String, source: UnsafeBufferPointer<UInt8>) {
        let isQuoted = node.kind == .quoted
        let indent = node.kind == .literal ? TextPlace.indent(of: text, below: Int(node.line), in: source) : nil
        let column = Int(node.column) + (isQuoted ? 1 : 0)
        self.init(
            line: Int(node.line), column: column, indent: indent, isWholeFile: false,
            isOneLine: (node.kind == .plain || isQuoted)
                && TextPlace.stands(text, atLine: Int(node.line), column: column, in: source))
    }

    /// Whether the first line of the text is there as it is: neither folded from several lines nor written with escapes.
    private static func stands(
        _ text: String, atLine line: Int, column: Int, in source: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        var rest = source[...]
        for _ in 1..<max(line, 1) {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return false }
            rest = rest[(end + 1)...]
        }
        // Columns count characters.
        var before = column - 1
        guard
            let start = rest.firstIndex(where: { byte in
                if byte & 0xC0 != 0x80 { before -= 1 }
                return before < 0
            })
        else { return false }
        return rest[start...].starts(with: text.utf8.prefix { $0 != UInt8(ascii: "\n") })
    }

    /// Exact but for folded texts and texts with escapes, where it is the beginning of the text.
    func inFile(line: Int, column: Int) -> (line: Int, column: Int) {
        if isWholeFile { return (line, column) }
        if let indent { return (self.line + line, column + indent) }
        if isOneLine, line == 1 { return (self.line, self.column + column - 1) }
        return (self.line, self.column)
    }

    /// What the file's lines are indented by more than the text's.
    private static func indent(of text: String, below line: Int, in source: UnsafeBufferPointer<UInt8>) -> Int? {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard let first = lines.firstIndex(where: { $0.contains { $0 != 0x20 } }) else { return nil }
        var number = 1
        for sourceLine in source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if number == line + 1 + first {
                return sourceLine.prefix { $0 == 0x20 }.count - lines[first].prefix { $0 == 0x20 }.count
            }
            number += 1
        }
        return nil
    }
}
