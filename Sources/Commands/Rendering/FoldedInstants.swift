import ScheduleEngine

/// Many instants on one line: the first ones, how many more there are, and the last.
enum FoldedInstants {
    /// - Parameter instants: ascending.
    static func text(_ instants: [Instant]) -> String {
        guard instants.count > 5, let last = instants.last else {
            return instants.map(Moments.utc).joined(separator: ", ")
        }
        let first = instants.prefix(3).map(Moments.utc).joined(separator: ", ")
        return "\(first), … \(instants.count - 4) more …, \(Moments.utc(last))"
    }
}
