public import ScheduleEngine

/// Occurrences that come so close upon one another that a week's drawing can't tell them apart; often only one.
public struct UpcomingStretch: Hashable, Sendable {
    public var first: Instant
    public var last: Instant
    /// 1 or more.
    public var count: Int

    public init(first: Instant, last: Instant, count: Int) {
        self.first = first
        self.last = last
        self.count = count
    }

    /// What lies closer together than this is drawn as one: a dot's width on a small screen.
    static let gap = TimeSpan.hours(3)

    /// - Parameter occurrences: ascending.
    public static func merged(_ occurrences: some Sequence<Instant>) -> [UpcomingStretch] {
        var stretches: [UpcomingStretch] = []
        for occurrence in occurrences {
            if let last = stretches.last, occurrence - last.last <= gap {
                stretches[stretches.count - 1].last = occurrence
                stretches[stretches.count - 1].count += 1
            } else {
                stretches.append(UpcomingStretch(first: occurrence, last: occurrence, count: 1))
            }
        }
        return stretches
    }
}
