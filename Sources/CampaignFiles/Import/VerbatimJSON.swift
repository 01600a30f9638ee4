/// A JSON value as it was written: members keep their order, numbers their digits.
enum VerbatimJSON: Equatable {
    struct Member: Equatable {
        var name: String
        var value: VerbatimJSON
    }

    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([VerbatimJSON])
    case object([Member])

    /// Nil where there is no such member, or this is no object.
    subscript(name: String) -> VerbatimJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
}
