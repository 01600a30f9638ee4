// What a rule names on its zone's own calendar and clock, and what becomes of it there: the iterator's answers one by
// one, for whoever asks about a single local time.

extension CompiledSchedule {
    /// The local times that the rule names, as seconds since 1970-01-01T00:00 on the zone's clock, ascending; both ends
    /// inclusive. Those of excluded days are left out; neither start nor end of the rule is looked at. Elapsed time and a
    /// single instant name none.
    public func nominalTimes(from first: Int64, through last: Int64) -> some Sequence<Int64> {
        let isNaming = !isElapsed && first <= last
        return IteratorSequence(
            KeptTimes(
                NominalTimes(clock: isNaming ? clock : [], cadence: cadence, from: first, through: last),
                filter: filter))
    }

    /// When a local time that the rule names happens: by its policies not at all, once, or twice. Within the rule's start
    /// and end; the spread is added. An excluded day has none.
    public func instants(ofNominal local: Int64) -> [Instant] {
        if filter?.judge(local).counts == false { return [] }
        return moments(ofNominal: local).filter { $0 >= earliest && $0 <= latest }.map { Instant(seconds: $0 + spread) }
    }

    /// The same in seconds since 1970, ascending, without a look at the bounds and without the spread.
    func moments(ofNominal local: Int64) -> [Int64] {
        // RFC 5545 §3.8.2.4: the start is the first of its rule's occurrences, whatever the policies say.
        if local == startLocal { return [earliest] }
        switch zone.resolve(localSeconds: local) {
        case .unique(let instant):
            return [instant.seconds]
        case .gap(let before, _):
            return onGap == .shift ? [local - Int64(before)] : []
        case .overlap(let first, let second):
            switch onOverlap {
            case .first: return [first.seconds]
            case .second: return [second.seconds]
            case .both: return [first.seconds, second.seconds]
            }
        }
    }
}
