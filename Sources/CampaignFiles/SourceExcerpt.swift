import CampaignModel

/// The line of a file that a diagnostic speaks of, and a line with a caret below its place, for a terminal.
public struct SourceExcerpt: Hashable, Sendable {
    /// Tabs are spaces, control characters are `·`; a long line is cut around the place.
    public var line: String
    /// Spaces and a `^` that stands below the place, wide characters counted as the two cells that they take.
    public var caret: String

    static let widest = 160

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
