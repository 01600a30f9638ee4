import CampaignModel

/// The line of a file that a diagnostic speaks of, and a line with a caret below its place, for a terminal.
public struct SourceExcerpt: Hashable, Sendable {
    /// Tabs are spaces, control characters are `·`; a long line is cut around the place.
    public var line: String
    /// Spaces and a `^` that stands below the place, wide characters counted as the two cells that they take.
    public var caret: String

    private static let widest = 160

    /// Nil where the diagnostic names no line, or the file can't be read or has no such line any more. Nil too for
    /// what must not be shown: a secret, and a file that lies outside of the tree.
    public init?(root: String, diagnostic: Diagnostic) {
        guard let file = diagnostic.file, let number = diagnostic.line, diagnostic.code != .secretInFile,
            RealPath.outside(of: root, file) == nil
        else { return nil }
        let breaks = LineBreaks(path: file)
        let found = try? FileLoader(root: root).load(file) { bytes in
            SourceExcerpt.line(number, of: bytes, breaks).map {
                SourceExcerpt.surroundings(of: diagnostic.column ?? 1, in: UnsafeBufferPointer(rebasing: bytes[$0]))
            }
        }
        guard let (text, column) = found ?? nil else { return nil }
        self.init(text: text, column: column)
    }

    /// - Parameter column: From 1, in Unicode scalars as YAML counts them.
    init(text: String, column: Int) {
        var cells: [(text: Character, width: Int)] = []
        var caretCell = 0
        var scalars = 0
        var found = false
        for character in text {
            if !found, scalars + character.unicodeScalars.count >= column {
                caretCell = cells.count
                found = true
            }
            scalars += character.unicodeScalars.count
            cells.append(SourceExcerpt.cell(character))
        }
        if !found { caretCell = cells.count }
        let first = max(0, min(caretCell - SourceExcerpt.widest / 2, cells.count - SourceExcerpt.widest))
        let last = min(cells.count, first + SourceExcerpt.widest)
        line = String(cells[first..<last].map(\.text))
        let indent = cells[first..<max(first, min(caretCell, last))].reduce(0) { $0 + $1.width }
        caret = String(repeating: " ", count: indent) + "^"
    }

    /// Where the line stands, its break left out.
    private static func line(_ number: Int, of bytes: UnsafeBufferPointer<UInt8>, _ breaks: LineBreaks) -> Range<Int>? {
        var (current, start, index) = (1, 0, 0)
        while index < bytes.count {
            let width = breaks.length(at: index, in: bytes)
            if width > 0 {
                if current == number { break }
                current += 1
                start = index + width
            }
            index += max(1, width)
        }
        guard current == number else { return nil }
        let isPair = breaks == .lineFeeds && index > start && bytes[index - 1] == UInt8(ascii: "\r")
        return start..<(isPair ? index - 1 : index)
    }

    /// What stands near a column of a line, and the column in that: a file may be a single line, and be shown a hundred
    /// times.
    private static func surroundings(of column: Int, in line: UnsafeBufferPointer<UInt8>) -> (text: String, column: Int)
    {
        let most = 4 * widest
        var (characters, start) = (0, 0)
        var end = line.count
        for (index, byte) in line.enumerated() where byte & 0xC0 != 0x80 {
            characters += 1
            if characters == column - most { start = index }
            if characters == column + most {
                end = index
                break
            }
        }
        return (String(decoding: line[start..<end], as: UTF8.self), column > most ? most + 1 : column)
    }

    private static func cell(_ character: Character) -> (Character, Int) {
        guard let scalar = character.unicodeScalars.first else { return (character, 0) }
        switch scalar.properties.generalCategory {
        case .control where character == "\t": return (" ", 1)
        // A terminal obeys escape sequences, and nobody expects a fault report to clear the screen.
        case .control, .format, .lineSeparator, .paragraphSeparator: return ("·", 1)
        default: return (character, isWide(scalar) ? 2 : 1)
        }
    }

    /// East Asian wide and full-width characters, and emoji (Unicode Standard Annex 11).
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
