/// A stretch of time over which a zone keeps one offset. Neighbours may have the same offset.
struct ZoneSpan: Sendable {
    /// The first second, as seconds since 1970; `-ZoneSpan.distant` where there is no beginning.
    var from: Int64
    /// The first second that no longer belongs to it; `ZoneSpan.distant` where there is no end.
    var to: Int64
    /// Seconds east of UTC.
    var offset: Int64

    /// Far outside of all times that are asked about, with room left to add offsets and spans to.
    static let distant: Int64 = 1 << 61
    /// Times are limited to ± this before they are looked up.
    static let reach: Int64 = 1 << 60
}
