/// The offsets of one zone, over all time. Copies share their data.
public struct ZoneRules: Sendable {
    /// IANA identifier.
    public let identifier: String
    /// Tells these rules from others of the same name: equal where the zone files are, byte for byte. 0 for rules that came
    /// from no file.
    public let fingerprint: Int64
    let table: ZoneTable

    /// Offset 0 for ever.
    public static let utc = ZoneRules(
        identifier: "UTC", fingerprint: 0, table: ZoneTable(initialOffset: 0, transitions: [], rule: nil))

    init(identifier: String, fingerprint: Int64, table: ZoneTable) {
        self.identifier = identifier
        self.fingerprint = fingerprint
        self.table = table
    }

    /// Reads a compiled zone file, versions 1 to 4 (RFC 9636, before it RFC 8536).
    /// - Throws: `ZoneError.malformed`, also for files that count leap seconds: POSIX time has none.
    public init(tzif bytes: [UInt8], identifier: String) throws(ZoneError) {
        var reader = TZifReader(bytes: bytes, identifier: identifier)
        self.init(identifier: identifier, fingerprint: Self.fingerprint(of: bytes), table: try reader.table())
    }

    /// FNV-1a, 64 bits: a few microseconds for a zone file, and nobody gains by two files that collide.
    private static func fingerprint(of bytes: [UInt8]) -> Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return Int64(bitPattern: hash)
    }

    /// Seconds east of UTC.
    public func offset(at instant: Instant) -> Int {
        Int(table.span(at: instant.seconds).offset)
    }

    /// What calendar and clock show at this moment.
    public func local(_ instant: Instant) -> (date: CivilDate, time: LocalTime) {
        let limited = min(max(instant.seconds, -ZoneSpan.reach), ZoneSpan.reach)
        let local = limited + table.span(at: limited).offset
        let day = local.flooredQuotient(by: 86_400)
        return (CivilDate(days: day), LocalTime(withinDay: local - day * 86_400))
    }

    /// The next moment at which the offset really changes; nil where it never does again. Changes of no more than the
    /// abbreviation or the daylight flag don't count.
    public func nextTransition(after instant: Instant) -> (at: Instant, offsetBefore: Int, offsetAfter: Int)? {
        var span = table.span(at: instant.seconds)
        // A rule's year has two changes at most; where four in a row change nothing, none ever will.
        var unchanged = 0
        while span.to < ZoneSpan.reach, unchanged < 4 {
            let following = table.span(at: span.to)
            if following.offset != span.offset {
                return (Instant(seconds: span.to), Int(span.offset), Int(following.offset))
            }
            unchanged += 1
            span = following
        }
        return nil
    }

    /// Which moments have this local time.
    /// - Parameter localSeconds: seconds since 1970-01-01T00:00 on the zone's own calendar and clock.
    public func resolve(localSeconds: Int64) -> LocalResolution {
        let local = min(max(localSeconds, -ZoneSpan.reach / 2), ZoneSpan.reach / 2)
        // No offset can put the local time outside of these.
        let latest = local - table.lowestOffset
        var span = table.span(at: local - table.highestOffset)
        var found: Int64?
        var gap: (before: Int64, after: Int64)?
        while true {
            let candidate = local - span.offset
            if candidate >= span.from, candidate < span.to {
                if let found { return .overlap(first: Instant(seconds: found), second: Instant(seconds: candidate)) }
                found = candidate
            }
            guard span.to <= latest else { break }
            let following = table.span(at: span.to)
            // The span before the first one that begins later than the local time must have ended earlier, unless it
            // shows it.
            if gap == nil, local < span.to + following.offset { gap = (span.offset, following.offset) }
            span = following
        }
        if let found { return .unique(Instant(seconds: found)) }
        guard let gap else { return .unique(Instant(seconds: local - span.offset)) }
        return .gap(before: Int(gap.before), after: Int(gap.after))
    }
}
