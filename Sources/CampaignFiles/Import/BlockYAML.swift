/// Writes YAML as people do: a field a line, lists of a few words in brackets, quotes where they are needed.
///
/// What another reader might take for something else than text is quoted too: YAML 1.1 makes numbers of `10:00`, dates of
/// `2026-12-25` and booleans of `no`.
enum BlockYAML {
    private static let widest = 100

    static func text(_ members: [VerbatimJSON.Member]) -> String {
        var lines: [String] = []
        write(members, indent: "", to: &lines)
        return lines.map { $0 + "\n" }.joined()
    }

    private static func write(_ members: [VerbatimJSON.Member], indent: String, to lines: inout [String]) {
        for member in members {
            let key = indent + scalar(member.name) + ":"
            if let inline = inline(member.value, room: widest - key.count) {
                lines.append("\(key) \(inline)")
                continue
            }
            lines.append(key)
            write(member.value, indent: indent + "  ", to: &lines)
        }
    }

    private static func write(_ value: VerbatimJSON, indent: String, to lines: inout [String]) {
        switch value {
        case .object(let members):
            write(members, indent: indent, to: &lines)
        case .array(let elements):
            for element in elements {
                if let inline = inline(element, room: widest - indent.count) {
                    lines.append("\(indent)- \(inline)")
                    continue
                }
                var inner: [String] = []
                write(element, indent: indent + "  ", to: &inner)
                // The dash takes the place of the first line's indentation.
                if let first = inner.first { inner[0] = "\(indent)- \(first.dropFirst(indent.count + 2))" }
                lines += inner
            }
        case .null, .bool, .number, .string:
            break
        }
    }

    /// Nil for what takes lines of its own.
    private static func inline(_ value: VerbatimJSON, room: Int) -> String? {
        switch value {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .number(let digits): return digits
        case .string(let text): return scalar(text)
        case .object(let members): return members.isEmpty ? "{}" : nil
        case .array(let elements):
            var parts: [String] = []
            for element in elements {
                switch element {
                case .array, .object: return nil
                case .null, .bool, .number, .string: parts.append(inline(element, room: room) ?? "")
                }
            }
            let text = "[\(parts.joined(separator: ", "))]"
            return text.count <= room || elements.isEmpty ? text : nil
        }
    }

    // MARK: Texts

    static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    private static let guessedAt: Set<String> = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"]

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.last != UInt8(ascii: " "), text.utf8.count <= widest else {
            return false
        }
        // Durations such as 24h.
        if isDigit(first) {
            return text.utf8.dropLast().allSatisfy(isDigit) && "smhdw".utf8.contains(text.utf8.last ?? 0)
        }
        guard isLetter(first), !guessedAt.contains(text.lowercased()) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || " ._@/+-".utf8.contains($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where mustBeEscaped(scalar):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// What isn't printable by YAML 1.2 (5.1), and what breaks or reverses a line on a screen. None is beyond U+FFFF.
    private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE...0xFFFF: true
        default: false
        }
    }
}
