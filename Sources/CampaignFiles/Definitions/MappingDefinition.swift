/// One kind of mapping in a file: the fields that it may have, and which of them it needs. The reader and the JSON Schema
/// both go by it, so that neither knows a field, a choice or a range that the other doesn't.
///
/// A class because a reading hands it around for each mapping of each file.
final class MappingDefinition: Sendable {
    let meaning: String
    let fields: [FieldDefinition]
    let names: [StaticString]
    let requirements: [Requirement]
    /// The field whose value decides what `Requirement.Condition.given` asks for.
    let decider: StaticString?
    /// Whether that field stands in the mapping around this one.
    let isDecidedAbove: Bool
    /// What stands under names that are somebody else's, such as a contact's fields; nil where there are none.
    let others: ValueKind?
    /// What such a name must look like.
    let otherNames: TextForm
    /// Whether null stands for a field that isn't there.
    let nullIsAbsent: Bool

    init(
        _ meaning: String, _ fields: [FieldDefinition], needs requirements: [Requirement] = [],
        decidedBy decider: StaticString? = nil, isDecidedAbove: Bool = false, others: ValueKind? = nil,
        otherNames: TextForm = .any, nullIsAbsent: Bool = true
    ) {
        self.meaning = meaning
        self.fields = fields
        self.requirements = requirements
        self.decider = decider
        self.isDecidedAbove = isDecidedAbove
        self.others = others
        self.otherNames = otherNames
        self.nullIsAbsent = nullIsAbsent
        names = fields.map(\.name)
    }

    /// A mapping that may have nothing.
    static let undefined = MappingDefinition("", [])

    func field(_ name: StaticString) -> FieldDefinition? { index(of: name).map { fields[$0] } }

    func kind(of name: StaticString) -> ValueKind? { index(of: name).map { fields[$0].kind } }

    /// By the names alone, which are compared without touching the rest of a field.
    private func index(of name: StaticString) -> Int? { names.firstIndex { $0.equals(name) } }
}

extension StaticString {
    /// Names of fields are literals of ASCII alone, so their bytes are what counts.
    fileprivate func equals(_ other: StaticString) -> Bool {
        guard utf8CodeUnitCount == other.utf8CodeUnitCount else { return false }
        for offset in 0..<utf8CodeUnitCount where utf8Start[offset] != other.utf8Start[offset] { return false }
        return true
    }
}
