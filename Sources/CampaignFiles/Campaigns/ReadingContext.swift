import ScheduleEngine

/// What the reading of one file asks of the rest.
struct ReadingContext {
    let zones: ZoneNames
    let clockGaps: ClockGaps
    let shared: SharedFiles
    let now: Instant
    let knowledge: StateKnowledge
    /// Whether there is a file of this path, relative to the tree's root.
    let exists: (String) -> Bool
}
