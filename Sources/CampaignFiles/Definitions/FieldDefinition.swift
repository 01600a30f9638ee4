/// One field that a mapping may have.
struct FieldDefinition: Sendable {
    let name: StaticString
    let kind: ValueKind
    /// What it means, its unit and what holds where it is left out: what an editor shows beside the name.
    let meaning: String
    /// Read as a whole only where the field that decides has this value; elsewhere nothing is missing from it.
    let neededBy: String?
    /// A mapping that isn't merged with a default, and so has all that it needs wherever it stands.
    let isWhole: Bool

    /// At the top of every file: JSON has no comment that could name the schema to an editor.
    static let schema = FieldDefinition("$schema", .text, "The schema for editors; it means nothing here.")

    init(
        _ name: StaticString, _ kind: ValueKind, _ meaning: String, neededBy: String? = nil, isWhole: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.meaning = meaning
        self.neededBy = neededBy
        self.isWhole = isWhole
    }
}
