/// The first criterion that a contact doesn't meet.
public struct CriteriaMismatch: Hashable, Sendable {
    /// As the criteria name it.
    public var field: String
    /// A sentence: what the contact has, and what is asked.
    public var reason: String

    public init(field: String, reason: String) {
        self.field = field
        self.reason = reason
    }
}
