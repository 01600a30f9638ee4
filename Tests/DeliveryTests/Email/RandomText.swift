import TestSupport

/// Texts of all sorts: every plane of Unicode, long lines, blanks at their ends, each kind of line break.
enum RandomText {
    static func scalars(upTo most: Int, controls: Bool, using chance: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...most, using: &chance) {
            let range: ClosedRange<UInt32> =
                switch Int.random(in: 0..<8, using: &chance) {
                case 0: 0xA0...0x7FF
                case 1: 0x2100...0xD7FF
                case 2: 0x1F300...0x1FAFF
                case 3: 0x20...0x20
                case 4: 0x3D...0x3F
                case 5 where controls: 0...0x1F
                default: 0x21...0x7E
                }
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &chance)) { text.append(scalar) }
        }
        return String(text)
    }

    static func lines(using chance: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &chance) {
            text += scalars(upTo: 250, controls: Int.random(in: 0..<4, using: &chance) == 0, using: &chance)
            text += ["", " ", "\t", "  \t", "="].randomElement(using: &chance) ?? ""
            text += ["\n", "\r\n", "\r", "\n\n", "", ".\n"].randomElement(using: &chance) ?? ""
        }
        return text
    }
}
