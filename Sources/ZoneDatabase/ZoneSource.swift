/// The file that a zone's rules were read from.
public struct ZoneSource: Hashable, Sendable {
    /// The whole file, as RFC 9636 has it.
    public let bytes: [UInt8]
    /// What `SystemZoneDatabase.stamp(of:)` said of it at that moment.
    public let stamp: String
}
