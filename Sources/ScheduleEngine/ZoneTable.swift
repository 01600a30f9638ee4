/// The offsets of a zone as TZif has them: a list of transitions, and a rule for all that comes after the list.
/// A class, so that copies of `ZoneRules` share it.
final class ZoneTable: Sendable {
    /// `starts[i]` is when `offsets[i]` begins; ascending, and the first is `-ZoneSpan.distant`. Never empty.
    let starts: [Int64]
    let offsets: [Int32]
    /// Applies from `ruleFrom` on.
    let rule: PosixRule?
    let ruleFrom: Int64
    /// The bounds of all offsets that the zone ever has.
    let lowestOffset: Int64
    let highestOffset: Int64

    /// - Parameter transitions: ascending; those that don't change the offset are dropped.
    init(initialOffset: Int32, transitions: [(at: Int64, offset: Int32)], rule: PosixRule?) {
        var starts = [-ZoneSpan.distant]
        var offsets = [initialOffset]
        var lowest = Int64(initialOffset)
        var highest = lowest
        var current = initialOffset
        for (at, offset) in transitions where offset != current {
            starts.append(at)
            offsets.append(offset)
            current = offset
            lowest = min(lowest, Int64(offset))
            highest = max(highest, Int64(offset))
        }
        if let rule {
            lowest = min(lowest, rule.standardOffset, rule.daylight?.offset ?? rule.standardOffset)
            highest = max(highest, rule.standardOffset, rule.daylight?.offset ?? rule.standardOffset)
        }
        self.starts = starts
        self.offsets = offsets
        self.rule = rule
        // The file's own last transition counts, even where it changed no more than a name: the rule says nothing
        // about the time before it.
        ruleFrom = rule == nil ? ZoneSpan.distant : transitions.last?.at ?? -ZoneSpan.distant
        lowestOffset = lowest
        highestOffset = highest
    }

    func span(at seconds: Int64) -> ZoneSpan {
        let time = min(max(seconds, -ZoneSpan.reach), ZoneSpan.reach)
        if time >= ruleFrom, let rule {
            var span = rule.span(at: time)
            span.from = max(span.from, ruleFrom)
            return span
        }
        // The last start at or before the time. The first start is before every time.
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= time { low = middle } else { high = middle }
        }
        let end = low + 1 < starts.count ? starts[low + 1] : ruleFrom
        return ZoneSpan(from: starts[low], to: end, offset: Int64(offsets[low]))
    }
}
