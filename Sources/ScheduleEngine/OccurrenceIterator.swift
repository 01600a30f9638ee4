/// Turns a rule's nominal times into instants, in order.
///
/// Nearly all of them lie so deep inside a span of one offset that a subtraction is all there is to do. Near a clock
/// change a shifted or repeated time may come later than the nominal times that follow it; there instants are held
/// back until nothing earlier can come any more.
public struct OccurrenceIterator: IteratorProtocol, Sendable {
    private let schedule: CompiledSchedule
    private var times: KeptTimes
    /// Instants outside of these don't count; the spread isn't in them.
    private let earliest: Int64
    private let latest: Int64
    private let lowestOffset: Int64
    private let highestOffset: Int64

    /// Local times in `safeFrom ..< safeTo` happen once, with this offset, and all nominal times after them later.
    private var safeFrom: Int64
    private var safeTo: Int64
    private var offset: Int64

    private var isNearChange = false
    /// A nominal time that is drawn and not yet resolved, while `isNearChange`.
    private var drawn: Int64?
    /// Resolved and held back; descending.
    private var held: [Int64] = []

    init(schedule: CompiledSchedule, after: Instant, through: Instant) {
        self.schedule = schedule
        let after = min(max(after.seconds, Instant.earliest.seconds - 1), Instant.latest.seconds)
        let through = CompiledSchedule.limited(through)
        earliest = max(schedule.earliest, after + 1 - schedule.spread)
        latest = min(schedule.latest, through - schedule.spread)
        lowestOffset = schedule.isElapsed ? 0 : schedule.zone.table.lowestOffset
        highestOffset = schedule.isElapsed ? 0 : schedule.zone.table.highestOffset
        safeFrom = schedule.isElapsed ? Int64.min : 0
        safeTo = schedule.isElapsed ? Int64.max : 0
        offset = 0
        times = KeptTimes(
            NominalTimes(
                clock: schedule.clock, cadence: schedule.cadence, from: earliest + lowestOffset,
                through: latest + highestOffset), filter: schedule.filter)
    }

    public mutating func next() -> Instant? {
        while !isNearChange {
            guard let local = times.next() else { return nil }
            guard isSafe(local) else {
                drawn = local
                isNearChange = true
                break
            }
            let instant = local &- offset
            guard instant >= earliest else { continue }
            return emitted(instant)
        }
        return nextNearChange()
    }

    private func emitted(_ instant: Int64) -> Instant? {
        instant <= latest ? Instant(seconds: instant &+ schedule.spread) : nil
    }

    private mutating func isSafe(_ local: Int64) -> Bool {
        if local >= safeFrom && local < safeTo { return true }
        return movesToSafeSpan(local)
    }

    /// A local time is safe where the zone's lowest and highest offset both lead into the same span.
    private mutating func movesToSafeSpan(_ local: Int64) -> Bool {
        let span = schedule.zone.table.span(at: local - lowestOffset)
        safeFrom = span.from + highestOffset
        safeTo = span.to + lowestOffset
        offset = span.offset
        return local >= safeFrom && local < safeTo
    }

    private mutating func nextNearChange() -> Instant? {
        while true {
            if let smallest = held.last {
                // What is drawn next can't come earlier than this.
                if drawn.map({ $0 - highestOffset > smallest }) ?? true {
                    held.removeLast()
                    return emitted(smallest)
                }
            } else if let local = drawn, isSafe(local) {
                drawn = nil
                isNearChange = false
                guard local - offset >= earliest else { return next() }
                return emitted(local - offset)
            }
            guard let local = drawn else { return nil }
            for moment in schedule.moments(ofNominal: local) { hold(moment) }
            drawn = times.next()
        }
    }

    /// Puts an instant among those held back, unless it is there already or out of bounds.
    private mutating func hold(_ instant: Int64) {
        guard instant >= earliest else { return }
        let position = held.firstIndex { $0 <= instant } ?? held.count
        if position < held.count, held[position] == instant { return }
        held.insert(instant, at: position)
    }
}
