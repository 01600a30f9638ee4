/// `messagesPerSecond` as evenly spaced groups: no second, wherever it begins, sees more than the limit. A group is a
/// twentieth of a second's worth, so that a high limit doesn't cost a transaction for each message.
public struct Pace: Hashable, Sendable {
    /// How many may go together; 1 or more.
    public let group: Int
    /// From one group to the next.
    public let interval: Duration
    /// Since the pass began: when the next group may go.
    public private(set) var next: Duration = .zero
    private var left = 0

    /// - Parameter messagesPerSecond: above 0.
    public init(messagesPerSecond: Double) {
        let group = max(1, Int(min(messagesPerSecond, 1e9) / 20))
        self.group = group
        // Whole groups in a second: what is left over would be too many in some second.
        let groups = messagesPerSecond < 1 ? messagesPerSecond : (messagesPerSecond / Double(group)).rounded(.down)
        // Upwards: an interval that is too short by a hair lets one more into a second.
        interval = .microseconds((1e6 / max(groups, 1e-6)).rounded(.up))
    }

    /// How many may go now.
    /// - Parameter elapsed: since the pass began; never goes back.
    public mutating func available(at elapsed: Duration) -> Int {
        if elapsed >= next {
            left = group
            // Not from when it might have gone: what was missed isn't made up for.
            next = elapsed + interval
        }
        return left
    }

    /// - Parameter elapsed: since the pass began; never goes back.
    public mutating func spend(_ count: Int, at elapsed: Duration) {
        left -= count
        // From the last of a group that goes in parts: what it leaves late and the next ones would be too many together.
        next = max(next, elapsed + interval)
    }
}
