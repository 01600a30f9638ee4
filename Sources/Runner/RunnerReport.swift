public import CampaignModel
public import ScheduleEngine

/// What an execution came to, beside what the ledger says.
public struct RunnerReport: Hashable, Sendable {
    /// A run that could not begin, or a channel that took nothing more.
    public struct Stop: Hashable, Sendable {
        public var campaignId: String
        public var reason: String
    }

    /// How long a run will go on, by its limits and quiet hours.
    public struct Outlook: Hashable, Sendable {
        /// What is left of it waits.
        public var deferral: Deferral?
        public var finishBy: Instant?
    }

    private var outlooks: [String: Outlook] = [:]
    private var worked: Set<String> = []
    public internal(set) var stops: [Stop] = []
    /// Some run or delivery failed.
    public internal(set) var hasFailures = false

    /// Nil for a run that this pass didn't come to.
    public func outlook(of campaignId: String, scheduledFor: Instant) -> Outlook? {
        outlooks[Self.key(campaignId, scheduledFor)]
    }

    /// Whether this pass came to the run at all: what the ledger says of any other is what was decided of it.
    public func cameTo(_ campaignId: String, scheduledFor: Instant) -> Bool {
        worked.contains(Self.key(campaignId, scheduledFor))
    }

    mutating func begin(_ run: OpenRun) { worked.insert(Self.key(run.campaignId, run.scheduledFor)) }

    mutating func expect(_ outlook: Outlook, of run: OpenRun) {
        outlooks[Self.key(run.campaignId, run.scheduledFor)] = outlook
    }

    private static func key(_ campaignId: String, _ scheduledFor: Instant) -> String {
        "\(campaignId)@\(scheduledFor.seconds)"
    }

    mutating func add(_ stop: Stop) {
        stops.append(stop)
        hasFailures = true
    }
}
