/// What a local time means on the UTC time line.
public enum LocalResolution: Hashable, Sendable {
    case unique(Instant)
    /// The clocks jump over it; the offsets in seconds east of UTC before and after the jump.
    case gap(before: Int, after: Int)
    /// It happens twice; `first` is before `second`.
    case overlap(first: Instant, second: Instant)
}
