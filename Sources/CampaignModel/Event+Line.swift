public import ScheduleEngine

/// Why a line of the spool folder is no event: a sentence that whoever wrote the line can act on.
public struct EventFault: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}

extension Event {
    /// The longest id, user's id and name, in bytes.
    private static let longestName = 512

    /// Reads `{ "id", "event", "source", "userId", "at", "fields" }`. What else stands beside these counts as a field:
    /// programs have their own ideas of an event, and nothing of it should be lost. Ids may be whole numbers.
    /// - Parameter now: When it happened, where the line doesn't say.
    /// - Throws: `EventFault`.
    public init(line: [UInt8], now: Instant) throws(EventFault) {
        let value: JSONValue
        do {
            value = try JSONReader.value(in: line)
        } catch {
            throw EventFault("no JSON: \(error.reason), at column \(error.offset + 1)")
        }
        guard case .object(var members) = value else { throw EventFault("no JSON object") }
        let id = try Self.name("id", in: &members)
        let event = try Self.name("event", in: &members)
        let userId = try Self.name("userId", in: &members)
        let source = members["source"] ?? .null
        members["source"] = nil
        let at = try Self.moment(members.removeValue(forKey: "at"), now: now)
        var fields: [String: JSONValue] = [:]
        switch members.removeValue(forKey: "fields") {
        case nil, .null: break
        case .object(let given): fields = given
        default: throw EventFault("'fields' is no object")
        }
        fields.merge(members) { given, _ in given }
        switch source {
        case .null: self.init(id: id, event: event, userId: userId, at: at, fields: fields)
        case .string(let name):
            self.init(id: id, event: event, source: name, userId: userId, at: at, fields: fields)
        default: throw EventFault("'source' is no text")
        }
    }

    private static func name(
        _ key: String, in members: inout [String: JSONValue]
    ) throws(EventFault) -> String {
        let text: String
        switch members.removeValue(forKey: key) {
        case .string(let given): text = given
        case .integer(let number) where key != "event": text = String(number)
        case nil, .null: throw EventFault("'\(key)' is missing")
        default: throw EventFault("'\(key)' is no text")
        }
        if let fault = fault(ofName: text) { throw EventFault("'\(key)' \(fault)") }
        return text
    }

    /// What is wrong with an id, a user's id or an event's name; nil where nothing is.
    public static func fault(ofName text: String) -> String? {
        if text.isEmpty { return "is empty" }
        if text.utf8.count > longestName { return "is longer than \(longestName) bytes" }
        return text.utf8.contains { $0 < 0x20 } ? "holds a control character" : nil
    }

    private static func moment(_ value: JSONValue?, now: Instant) throws(EventFault) -> Instant {
        switch value {
        case nil, .null: return now
        case .string(let text):
            if let instant = Instant(rfc3339: text) { return instant }
            throw EventFault("'at' is '\(text.prefix(64))', and no instant such as 2026-12-25T10:00:00Z")
        default: throw EventFault("'at' is no text such as \"2026-12-25T10:00:00Z\"")
        }
    }
}
