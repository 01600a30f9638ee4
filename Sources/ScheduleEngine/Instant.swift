/// A moment on the UTC time line, in whole seconds since 1970-01-01T00:00:00Z. Leap seconds don't exist here,
/// as they don't in POSIX time.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before it.
    public var seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    public static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }
    public static func + (a: Instant, b: TimeSpan) -> Instant { Instant(seconds: a.seconds &+ b.seconds) }
    public static func - (a: Instant, b: TimeSpan) -> Instant { Instant(seconds: a.seconds &- b.seconds) }
    /// The time from `b` to `a`.
    public static func - (a: Instant, b: Instant) -> TimeSpan { TimeSpan(seconds: a.seconds &- b.seconds) }

    /// The first and the last moment that RFC 3339 can write: years 0000 to 9999.
    public static let earliest = Instant(seconds: -62_167_219_200)
    public static let latest = Instant(seconds: 253_402_300_799)
}
