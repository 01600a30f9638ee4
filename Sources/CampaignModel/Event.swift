public import ScheduleEngine

/// Something that happened to a user, as another program hands it in: what triggers wait for.
public struct Event: Hashable, Sendable {
    /// Told apart by this alone: one id is taken once, ever.
    public var id: String
    /// What happened, such as `user_registered`.
    public var event: String
    public var source: String?
    public var userId: String
    public var at: Instant
    public var fields: [String: JSONValue]

    public init(
        id: String, event: String, source: String? = nil, userId: String, at: Instant, fields: [String: JSONValue] = [:]
    ) {
        self.id = id
        self.event = event
        self.source = source
        self.userId = userId
        self.at = at
        self.fields = fields
    }

    /// What a condition compares: a member of the event by its name, else a field, else one inside of a field by its dotted
    /// name. Nil where the event has no such thing.
    public func value(named name: String) -> JSONValue? {
        switch name {
        case "id": .string(id)
        case "event": .string(event)
        case "source": source.map(JSONValue.string)
        case "userId": .string(userId)
        case "at": .string(at.rfc3339())
        default: fields[name] ?? Self.member(name.split(separator: "."), of: fields)
        }
    }

    private static func member(_ path: [Substring], of fields: [String: JSONValue]) -> JSONValue? {
        guard path.count > 1, case .object(let inner)? = fields[String(path[0])] else { return nil }
        let rest = path.dropFirst()
        return inner[rest.joined(separator: ".")] ?? member(Array(rest), of: inner)
    }
}

extension Event {
    /// As `emit` writes it into the spool folder, with its newline.
    public var line: [UInt8] {
        var members: [String: JSONValue] = [
            "id": .string(id), "event": .string(event), "userId": .string(userId), "at": .string(at.rfc3339()),
        ]
        if let source { members["source"] = .string(source) }
        if !fields.isEmpty { members["fields"] = .object(fields) }
        return Array(JSONText.text(.object(members)).utf8) + [UInt8(ascii: "\n")]
    }
}
