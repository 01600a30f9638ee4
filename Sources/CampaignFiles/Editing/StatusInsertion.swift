import CampaignModel

/// Adds a status to a file that has none: behind `type`, else behind `campaignId`, and written as that field is.
struct StatusInsertion {
    private let bytes: [UInt8]
    private let field: TopFields.Field
    private let status: DeclaredStatus

    /// Nil where neither field stands in a form that shows how to write another beside it.
    static func change(_ fields: TopFields, _ bytes: [UInt8], status: DeclaredStatus) -> ByteChange? {
        for name in ["type", "campaignId"] {
            guard let field = fields.first(name), field.isSimple, field.value.range.upperBound <= bytes.count
            else { continue }
            let insertion = StatusInsertion(bytes: bytes, field: field, status: status)
            if let change = fields.isFlow ? insertion.member() : insertion.line() { return change }
        }
        return nil
    }

    /// A line of its own below the field's last.
    private func line() -> ByteChange? {
        guard let indent else { return nil }
        let text = indent + Array("status: \(status.rawValue)".utf8)
        let end = bytes[field.value.range.upperBound...].firstIndex(where: StatusInsertion.isBreak) ?? bytes.count
        guard end < bytes.count else { return ByteChange(range: end..<end, bytes: lineBreak + text) }
        let isPair = bytes[end] == UInt8(ascii: "\r") && bytes.dropFirst(end + 1).first == UInt8(ascii: "\n")
        let next = end + (isPair ? 2 : 1)
        return ByteChange(range: next..<next, bytes: text + Array(bytes[end..<next]))
    }

    /// Another member directly behind the field's value, on a line of its own where the field has one.
    private func member() -> ByteChange? {
        let key = quote(of: field.key) ?? ""
        let value = quote(of: field.value) ?? key
        let end = field.value.range.upperBound
        let colon = separator
        let lead: [UInt8] =
            if let indent {
                [UInt8(ascii: ",")] + lineBreak + indent
            } else {
                Array((colon.count == 1 ? "," : ", ").utf8)
            }
        let text = Array("\(key)status\(key)".utf8) + colon + Array("\(value)\(status.rawValue)\(value)".utf8)
        return ByteChange(range: end..<end, bytes: lead + text)
    }

    // MARK: How the field is written

    /// What stands before the field on its line; nil unless that is nothing but spaces and tabs.
    private var indent: [UInt8]? {
        let start = field.key.range.lowerBound
        let line = bytes[..<start].lastIndex(where: StatusInsertion.isBreak).map { $0 + 1 } ?? 0
        // A byte order mark begins the file, not its lines.
        let first = line == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? min(3, start) : line
        let indent = bytes[first..<start]
        return indent.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ? Array(indent) : nil
    }

    /// Between its key and its value.
    private var separator: [UInt8] {
        let usual = Array(": ".utf8)
        let (start, end) = (field.key.range.upperBound, field.value.range.lowerBound)
        guard start < end, end <= bytes.count else { return usual }
        let separator = Array(bytes[start..<end])
        let isPlain = separator.count { $0 == UInt8(ascii: ":") } == 1
        let isOneLine = separator.allSatisfy { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") }
        return isPlain && isOneLine ? separator : usual
    }

    private func quote(of part: TopFields.Part) -> String? {
        switch part.form {
        case .plain: ""
        case .singleQuoted: "'"
        case .doubleQuoted: "\""
        case .block, .alias, .collection: nil
        }
    }

    /// As the file breaks its first line.
    private var lineBreak: [UInt8] {
        guard let first = bytes.firstIndex(where: StatusInsertion.isBreak) else { return [UInt8(ascii: "\n")] }
        let isPair = bytes[first] == UInt8(ascii: "\r") && bytes.dropFirst(first + 1).first == UInt8(ascii: "\n")
        return isPair ? Array("\r\n".utf8) : [bytes[first]]
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}

extension TopFields.Field {
    /// The marks of a block text lie behind it, on a line of another field.
    fileprivate var isSimple: Bool {
        switch value.form {
        case .plain, .singleQuoted, .doubleQuoted, .alias: !value.range.isEmpty
        case .block, .collection: false
        }
    }
}
