import CampaignModel

/// JSON whose members keep their order, because a schema is read by people too: in an editor's list of completions.
enum OrderedJSON: Sendable {
    typealias Members = [(name: String, value: OrderedJSON)]

    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([OrderedJSON])
    case object(Members)

    static func strings(_ texts: [String]) -> OrderedJSON { .array(texts.map { .string($0) }) }

    /// Indented by two spaces; what holds nothing nested stands on one line.
    func text(indentedBy indent: Int = 0) -> String {
        switch self {
        case .null: "null"
        case .bool(let value): JSONText.text(.bool(value))
        case .integer(let value): String(value)
        case .number(let value): value == value.rounded() ? String(Int64(value)) : JSONText.text(.number(value))
        case .string(let value): JSONText.text(.string(value))
        case .array(let elements):
            block("[", elements.map { $0.text(indentedBy: indent + 2) }, "]", indent, isFlat: isFlat)
        case .object(let members):
            block(
                "{",
                members.map { "\(JSONText.text(.string($0.name))): \($0.value.text(indentedBy: indent + 2))" }, "}",
                indent, isFlat: isFlat)
        }
    }

    private var isFlat: Bool {
        switch self {
        case .array(let elements): elements.allSatisfy { !$0.isCollection }
        case .object(let members): members.count < 2 && members.allSatisfy { !$0.value.isCollection }
        default: true
        }
    }

    private var isCollection: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    private func block(_ open: String, _ lines: [String], _ close: String, _ indent: Int, isFlat: Bool) -> String {
        guard !isFlat else { return open + lines.joined(separator: ", ") + close }
        let margin = String(repeating: " ", count: indent)
        return "\(open)\n" + lines.map { "\(margin)  \($0)" }.joined(separator: ",\n") + "\n\(margin)\(close)"
    }
}
