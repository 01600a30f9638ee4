/// What one field of a contact must be.
struct FieldCriterion: Hashable, Sendable {
    let field: String
    private let comparisons: [Comparison]

    init(_ field: String, _ value: JSONValue) {
        self.field = field
        switch value {
        case .object(let members):
            comparisons = members.sorted { $0.key < $1.key }.map { Comparison($0.key, $0.value) }
        case .array: comparisons = [Comparison("in", value)]
        default: comparisons = [Comparison("eq", value)]
        }
    }

    func isMet(by fields: [String: JSONValue]) -> Bool {
        let value = fields[field]
        return comparisons.allSatisfy { $0.holds(for: value) }
    }

    /// Nil where it is met.
    func mismatch(_ fields: [String: JSONValue]) -> CriteriaMismatch? {
        let value = fields[field]
        guard let failing = comparisons.first(where: { !$0.holds(for: value) }) else { return nil }
        let own = value.map { "is \(Self.shown($0))" } ?? "isn't there"
        return CriteriaMismatch(field: field, reason: "'\(field)' \(own), and \(failing) is asked")
    }

    private static func shown(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): "'\(text.prefix(60))'"
        case .array: "a list"
        case .object: "a map"
        default: CriterionValue.text(value) ?? "nothing"
        }
    }
}
