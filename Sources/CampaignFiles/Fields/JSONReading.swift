import CampaignModel

extension JSONValue {
    /// The value of a node, whatever it is. Nesting is bounded by the parser.
    init(_ node: YAMLNode) {
        switch node.kind {
        case .mapping:
            var object: [String: JSONValue] = [:]
            for (key, value) in node.entries { object[key.text] = JSONValue(value) }
            self = .object(object)
        case .sequence:
            self = .array(node.elements.map { JSONValue($0) })
        default:
            switch node.scalar {
            case .null: self = .null
            case .bool(let value): self = .bool(value)
            case .integer(let value): self = .integer(value)
            // JSON has no infinity and no NaN: they stay the text that they were.
            case .number(let value): self = value.isFinite ? .number(value) : .string(node.text)
            case .string: self = .string(node.text)
            }
        }
    }
}
