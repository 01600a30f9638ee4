public import ScheduleEngine

extension QuietTime {
    /// The quiet stretches within this time in their zone, ascending and apart from one another; on days whose clocks
    /// change they are longer or shorter, or come in two parts. None where each recipient has his own.
    public func stretches(from: Instant, through: Instant) -> [Range<Instant>] {
        guard !isRecipients, from < through else { return [] }
        let changes = changes(from: from, through: through)
        let beginnings = beginnings(from: from, through: through) + changes
        var found: [Range<Instant>] = []
        for begin in [from] + beginnings.filter({ $0 > from && $0 < through }).sorted() {
            guard begin >= found.last?.upperBound ?? from, var released = release(at: begin) else { continue }
            // Clocks that jump over the end and the next beginning go from quiet to quiet.
            while released < through, let next = release(at: released) { released = next }
            // Where clocks go back to before the beginning, quiet pauses.
            let pause = changes.first { $0 > begin && $0 < released && release(at: $0) == nil }
            let end = min(pause ?? released, through)
            if let last = found.last, last.upperBound == begin {
                found[found.count - 1] = last.lowerBound..<end
            } else {
                found.append(begin..<end)
            }
        }
        return found
    }

    /// When clocks change within this time, ascending.
    private func changes(from: Instant, through: Instant) -> [Instant] {
        var changes: [Instant] = []
        while let next = zone.nextTransition(after: changes.last ?? from)?.at, next < through { changes.append(next) }
        return changes
    }

    /// When the clocks show the beginning. One that they jump over is where they jump, and one of the changes.
    private func beginnings(from: Instant, through: Instant) -> [Instant] {
        let first = zone.local(from).date.days
        let last = zone.local(through).date.days
        guard first <= last else { return [] }
        return (first...last).flatMap { day -> [Instant] in
            switch zone.resolve(localSeconds: day * 86_400 + Int64(start.secondOfDay)) {
            case .unique(let instant): [instant]
            case .overlap(let first, let second): [first, second]
            case .gap: []
            }
        }
    }
}
