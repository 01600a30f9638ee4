import CampaignModel

/// The one field that each contact must have.
enum ContactID {
    struct Fault: Error {
        /// With a way out.
        var reason: String
    }

    /// A whole number is its decimal text.
    /// - Parameter name: the field's name.
    static func text(of value: JSONValue?, named name: String) throws(Fault) -> String {
        switch value {
        case nil, .null: throw Fault(reason: "the recipient's id ('\(name)') is missing")
        case .string(""): throw Fault(reason: "the recipient's id ('\(name)') is empty")
        case .string(let id):
            guard !id.utf8.contains(0) else { throw Fault(reason: "the recipient's id holds a NUL character") }
            return id
        case .integer(let number): return String(number)
        case .number:
            throw Fault(
                reason: "the recipient's id ('\(name)') is no whole number of 64 bits; make it a text, in quotes")
        case .bool, .array, .object:
            throw Fault(reason: "the recipient's id ('\(name)') must be a text or a whole number")
        }
    }
}
