public import ScheduleEngine
internal import Synchronization

/// The system's compiled time zones, read as they are asked for.
///
/// A zone that has been read stays as it is for the life of this value, so that one pass sees one set of rules.
public final class SystemZoneDatabase: ZoneProvider, Sendable {
    /// Where the zone files are.
    public let directory: String
    private let known = Mutex<[String: Result<Loaded, ZoneError>]>([:])

    private struct Loaded {
        var rules: ZoneRules
        var source: ZoneSource?
    }

    /// - Parameter directory: the root of a compiled tz database, such as the value of `TZDIR`.
    public init(directory: String = "/usr/share/zoneinfo") {
        self.directory = directory
    }

    /// Names are matched exactly, capitals included, on every file system that keeps them apart.
    /// - Throws: `ZoneError.unknown` for a name that no zone can have, for the `posix/` and `right/` copies, and for
    ///   whatever is not a zone file; `.malformed` for a zone file that can't be understood.
    public func rules(for identifier: String) throws(ZoneError) -> ZoneRules { try loaded(identifier).rules }

    /// The file that `rules(for:)` came from. Nil where they came from none.
    /// - Throws: As `rules(for:)`.
    public func source(of identifier: String) throws(ZoneError) -> ZoneSource? { try loaded(identifier).source }

    /// A fingerprint of the zone's file as it is now (device, inode, size, time of change) that differs once the file was
    /// replaced or rewritten. Nil where there is no such file.
    public func stamp(of identifier: String) -> String? {
        ZoneName.isValid(identifier) ? ZoneFile.stamp(of: path(of: identifier)) : nil
    }

    /// The names of all zones, sorted. Walks the directory at each call.
    public func identifiers() -> [String] {
        ZoneDirectory(root: directory).identifiers()
    }

    private func path(of identifier: String) -> String { directory + "/" + identifier }

    private func loaded(_ identifier: String) throws(ZoneError) -> Loaded {
        if let result = known.withLock({ $0[identifier] }) { return try result.get() }
        let result = Result { () throws(ZoneError) in try load(identifier) }
        // Names that don't exist are not kept: a long-lived process would collect every misspelling.
        if case .failure(.unknown) = result { return try result.get() }
        known.withLock { $0[identifier] = result }
        return try result.get()
    }

    private func load(_ identifier: String) throws(ZoneError) -> Loaded {
        guard ZoneName.isValid(identifier) else { throw .unknown(identifier: identifier) }
        guard let (bytes, stamp) = ZoneFile.contents(of: path(of: identifier)) else {
            // A machine without tzdata still knows this one.
            if identifier == "UTC" { return Loaded(rules: .utc) }
            throw .unknown(identifier: identifier)
        }
        let rules = try ZoneRules(tzif: bytes, identifier: identifier)
        return Loaded(rules: rules, source: ZoneSource(bytes: bytes, stamp: stamp))
    }
}
