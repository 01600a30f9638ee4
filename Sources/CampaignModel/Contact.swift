/// A recipient as a source gives it.
public struct Contact: Hashable, Sendable {
    public var id: String
    public var fields: [String: JSONValue]

    public init(id: String, fields: [String: JSONValue]) {
        self.id = id
        self.fields = fields
    }
}
