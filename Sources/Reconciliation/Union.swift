import ScheduleEngine

/// Walks two ascending sequences of occurrences side by side and says of each instant whether both have it.
struct Union: Sequence, IteratorProtocol {
    private var left: OccurrenceSequence.Iterator?
    private var right: OccurrenceSequence.Iterator?
    private var nextLeft: Instant?
    private var nextRight: Instant?

    /// - Parameter stretch: after its first and up to its second instant; nil: nothing.
    init(_ left: CompiledSchedule?, _ right: CompiledSchedule?, within stretch: (after: Instant, through: Instant)?) {
        if let (after, through) = stretch {
            self.left = left?.occurrences(after: after, through: through).makeIterator()
            self.right = right?.occurrences(after: after, through: through).makeIterator()
        }
        nextLeft = self.left?.next()
        nextRight = self.right?.next()
    }

    mutating func next() -> (instant: Instant, isCommon: Bool)? {
        guard let a = nextLeft else {
            guard let b = nextRight else { return nil }
            advanceRight()
            return (b, false)
        }
        guard let b = nextRight, b <= a else {
            advanceLeft()
            return (a, false)
        }
        advanceRight()
        guard a == b else { return (b, false) }
        advanceLeft()
        return (a, true)
    }

    private mutating func advanceLeft() { nextLeft = left?.next() }
    private mutating func advanceRight() { nextRight = right?.next() }
}
