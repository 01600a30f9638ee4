/// Makes text of anybody's harmless in HTML and XML, and otherwise leaves it as it is.
enum Escaping {
    static func text(_ text: String) -> String { escaped(text, inAttribute: false) }
    static func attribute(_ text: String) -> String { escaped(text, inAttribute: true) }

    private static func escaped(_ text: String, inAttribute: Bool) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes.append(contentsOf: "&amp;".utf8)
            case "<": bytes.append(contentsOf: "&lt;".utf8)
            case ">": bytes.append(contentsOf: "&gt;".utf8)
            case "\"": bytes.append(contentsOf: "&quot;".utf8)
            case "'": bytes.append(contentsOf: "&#39;".utf8)
            // As they stand, XML would read them as blanks in an attribute.
            case "\n" where inAttribute: bytes.append(contentsOf: "&#10;".utf8)
            case "\t" where inAttribute: bytes.append(contentsOf: "&#9;".utf8)
            default: bytes.append(contentsOf: UTF8.encode(isAllowed(scalar) ? scalar : "\u{FFFD}") ?? .init())
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func isEscaped(_ scalar: Unicode.Scalar) -> Bool { "<>&\"'".unicodeScalars.contains(scalar) }

    /// What both HTML (§13.2.3.5, "preprocessing the input stream") and XML 1.0 (§2.2) take without complaint, and as it is:
    /// a carriage return would come out as a line feed.
    static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        case 0x00...0x1F, 0x7F...0x9F: false
        case 0xFDD0...0xFDEF: false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }
}

extension String {
    /// At most so many characters (Unicode scalars: a letter may have any number of accents), the last of them `…` where
    /// some were cut off. Those that are escaped count for more, so that a page's length is bounded too.
    func shortened(to most: Int) -> String {
        if utf8.count * 2 <= most { return self }
        var room = 3 * most
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            room -= Escaping.isEscaped(scalar) ? 6 : UTF8.width(scalar)
            guard room >= 0, text.count < most else {
                text.removeLast()
                text.append("…")
                return String(text)
            }
            text.append(scalar)
        }
        return self
    }
}
