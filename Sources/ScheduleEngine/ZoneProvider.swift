/// Hands out the rules of time zones. The engine reads no files; whoever runs it decides where zones come from.
public protocol ZoneProvider: Sendable {
    /// The rules of the zone with this IANA identifier.
    /// - Throws: `ZoneError` where the database has no such zone, or its data can't be understood.
    func rules(for identifier: String) throws(ZoneError) -> ZoneRules
}

public enum ZoneError: Error, Hashable, Sendable {
    case unknown(identifier: String)
    /// The zone's file isn't what RFC 8536 describes.
    case malformed(identifier: String, reason: String)
}

extension ZoneError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknown(let identifier):
            "the time zone database has no zone '\(identifier)'"
        case .malformed(let identifier, let reason):
            "the data of time zone '\(identifier)' can't be read: \(reason)"
        }
    }
}
