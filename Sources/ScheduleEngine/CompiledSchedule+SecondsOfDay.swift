extension CompiledSchedule {
    /// The seconds of the UTC day that occurrences between two instants can fall on: two schedules that share none never
    /// meet, and most pairs of schedules share none.
    /// - Returns: A set that may be larger than what is really met; nil where it would have more than `limit` members.
    public func secondsOfDay(from: Instant, through: Instant, limit: Int = 64) -> Set<Int32>? {
        var seconds: Set<Int32> = []
        func add(_ time: Int64) { seconds.insert(Int32(time - time.flooredQuotient(by: 86_400) * 86_400)) }
        if isElapsed {
            guard case .period(let anchor, let length) = cadence, !clock.isEmpty else { return seconds }
            // What lies outside of the one instant of a schedule that happens once is never asked for.
            guard length < Self.wholeRange else {
                add(anchor + spread)
                return seconds
            }
            let step = Self.commonDivisor(length, 86_400)
            guard 86_400 / step <= limit else { return nil }
            for time in stride(from: 0, to: 86_400, by: Int(step)) { add(anchor + Int64(time) + spread) }
            return seconds
        }
        var at = from.seconds - 2 * 86_400
        var offsets: Set<Int64> = []
        while at <= through.seconds + 2 * 86_400 {
            let span = zone.table.span(at: at)
            offsets.insert(span.offset)
            at = max(span.to, at + 1)
        }
        guard clock.count <= limit * 7 else { return nil }
        for offset in offsets {
            for time in clock { add(time - offset + spread) }
        }
        return seconds.count <= limit ? seconds : nil
    }

    private static func commonDivisor(_ a: Int64, _ b: Int64) -> Int64 {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}
