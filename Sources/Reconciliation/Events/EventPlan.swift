public import ScheduleEngine

/// A message that an event owes and that has come due.
public struct DueMessage: Hashable, Sendable {
    /// The event's number in the state file, by which messages of one due time are ordered.
    public var event: Int64
    public var userId: String
    public var dueAt: Instant

    public init(event: Int64, userId: String, dueAt: Instant) {
        self.event = event
        self.userId = userId
        self.dueAt = dueAt
    }
}

/// What one pass decides of the messages of one campaign that have come due.
public struct EventPlan: Hashable, Sendable {
    /// A run, or what is passed over for one reason; as an occurrence, and the messages in it.
    public struct Part: Hashable, Sendable {
        public var decision: OccurrenceDecision
        /// The events' numbers.
        public var events: [Int64]
    }

    public var campaignId: String
    /// The runs first.
    public var parts: [Part]

    public init(campaignId: String, parts: [Part]) {
        self.campaignId = campaignId
        self.parts = parts
    }
}
