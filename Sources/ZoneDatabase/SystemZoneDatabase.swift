internal import Glibc
public import ScheduleEngine
internal import Synchronization

/// The system's compiled time zones, read as they are asked for.
///
/// A zone that has been read stays as it is for the life of this value, so that one pass sees one set of rules.
public final class SystemZoneDatabase: ZoneProvider, Sendable {
    /// Where the zone files are.
    public let directory: String
    private let known = Mutex<[String: Result<ZoneRules, ZoneError>]>([:])

    /// - Parameter directory: the root of a compiled tz database, such as the value of `TZDIR`.
    public init(directory: String = "/usr/share/zoneinfo") {
        self.directory = directory
    }

    /// Names are matched exactly, capitals included, on every file system that keeps them apart.
    /// - Throws: `ZoneError.unknown` for a name that no zone can have, for the `posix/` and `right/` copies, and for
    ///   whatever is not a zone file; `.malformed` for a zone file that can't be understood.
    public func rules(for identifier: String) throws(ZoneError) -> ZoneRules {
        if let result = known.withLock({ $0[identifier] }) { return try result.get() }
        let result = Result { () throws(ZoneError) in try load(identifier) }
        // Names that don't exist are not kept: a long-lived process would collect every misspelling.
        if case .failure(.unknown) = result { return try result.get() }
        known.withLock { $0[identifier] = result }
        return try result.get()
    }

    /// A fingerprint of the zone's file (device, inode, size, time of change) that differs once the file was replaced
    /// or rewritten. Nil where there is no such file.
    public func stamp(of identifier: String) -> String? {
        guard ZoneName.isValid(identifier) else { return nil }
        var status = stat()
        guard stat(path(of: identifier), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let time = status.st_mtim
        return "\(status.st_dev).\(status.st_ino).\(status.st_size).\(time.tv_sec).\(time.tv_nsec)"
    }

    /// The names of all zones, sorted. Walks the directory at each call.
    public func identifiers() -> [String] {
        ZoneDirectory(root: directory).identifiers()
    }

    private func path(of identifier: String) -> String { directory + "/" + identifier }

    private func load(_ identifier: String) throws(ZoneError) -> ZoneRules {
        guard ZoneName.isValid(identifier) else { throw .unknown(identifier: identifier) }
        guard let bytes = ZoneFile.contents(of: path(of: identifier)) else {
            // A machine without tzdata still knows this one.
            if identifier == "UTC" { return .utc }
            throw .unknown(identifier: identifier)
        }
        return try ZoneRules(tzif: bytes, identifier: identifier)
    }
}
