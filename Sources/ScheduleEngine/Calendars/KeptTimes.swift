/// A rule's nominal times without those of excluded days. A day is looked up once, however many times it has.
struct KeptTimes: IteratorProtocol, Sendable {
    /// So many excluded days in a row, and nothing is looked for any more: more than a hundred years of a daily rule.
    private static let mostExcluded = 40_000

    private var times: NominalTimes
    private let filter: DayFilter?
    /// Times in `keptFrom ..< keptTo` lie on a day that counts.
    private var keptFrom: Int64
    private var keptTo: Int64
    private var isOver = false

    init(_ times: NominalTimes, filter: DayFilter?) {
        self.times = times
        self.filter = filter
        keptFrom = .min
        keptTo = filter == nil ? .max : .min
    }

    @inline(__always)
    mutating func next() -> Int64? {
        guard let time = times.next() else { return nil }
        return time >= keptFrom && time < keptTo ? time : firstKept(time)
    }

    /// This time, or the first one after it on a day that counts.
    @inline(never)
    private mutating func firstKept(_ time: Int64) -> Int64? {
        guard let filter, !isOver else { return isOver ? nil : time }
        var time = time
        for _ in 0..<Self.mostExcluded {
            let (counts, from, to) = filter.judge(time)
            if counts {
                keptFrom = from
                keptTo = to
                return time
            }
            times.restart(from: to)
            guard let following = times.next() else { return nil }
            time = following
        }
        isOver = true
        keptTo = .min
        return nil
    }
}
