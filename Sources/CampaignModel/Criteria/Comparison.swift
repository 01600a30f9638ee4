/// One comparison that a contact's field must stand. A contact without the field stands `ne`, `exists: false` and
/// `eq: null`, and nothing else.
enum Comparison: Hashable, Sendable {
    case equal(CriterionValue)
    case unequal(CriterionValue)
    case oneOf([CriterionValue])
    case greater(CriterionValue)
    case atLeast(CriterionValue)
    case less(CriterionValue)
    case atMost(CriterionValue)
    case exists(Bool)
    case prefix(String)
    /// Not of this version. Whoever can't be judged gets nothing.
    case unknown(String)

    init(_ name: String, _ value: JSONValue) {
        let operand = CriterionValue(value)
        switch (name, value) {
        case ("eq", .null): self = .exists(false)
        case ("ne", .null): self = .exists(true)
        case ("exists", .bool(let flag)): self = .exists(flag)
        case ("prefix", .string(let text)): self = .prefix(text)
        case ("in", .array(let values)): self = .oneOf(values.compactMap(CriterionValue.init))
        default: self = operand.flatMap { Self.comparing(name, $0) } ?? .unknown(name)
        }
    }

    private static func comparing(_ name: String, _ operand: CriterionValue) -> Comparison? {
        switch name {
        case "eq": .equal(operand)
        case "ne": .unequal(operand)
        case "gt": .greater(operand)
        case "gte": .atLeast(operand)
        case "lt": .less(operand)
        case "lte": .atMost(operand)
        default: nil
        }
    }

    /// - Parameter field: nil where the contact lacks it.
    func holds(for field: JSONValue?) -> Bool {
        guard let field else {
            switch self {
            case .unequal, .exists(false): return true
            default: return false
            }
        }
        switch self {
        case .equal(let value): return value.isEqual(to: field)
        case .unequal(let value): return !value.isEqual(to: field)
        case .oneOf(let values): return values.contains { $0.isEqual(to: field) }
        case .greater(let value): return value.order(of: field) == .greater
        case .atLeast(let value): return [.greater, .same].contains(value.order(of: field))
        case .less(let value): return value.order(of: field) == .less
        case .atMost(let value): return [.less, .same].contains(value.order(of: field))
        case .exists(let isThere): return isThere
        case .prefix(let text): return CriterionValue.begins(field, with: text)
        case .unknown: return false
        }
    }
}

extension Comparison: CustomStringConvertible {
    /// For "… is asked".
    var description: String {
        switch self {
        case .equal(let value): "\(value)"
        case .unequal(let value): "another than \(value)"
        case .oneOf(let values): "one of \(values.prefix(10).map(\.description).joined(separator: ", "))"
        case .greater(let value): "more than \(value)"
        case .atLeast(let value): "\(value) or more"
        case .less(let value): "less than \(value)"
        case .atMost(let value): "\(value) or less"
        case .exists(let isThere): isThere ? "some value" : "none"
        case .prefix(let text): "something that begins with '\(text.prefix(60))'"
        case .unknown(let name): "'\(name)', which this version doesn't know,"
        }
    }
}
