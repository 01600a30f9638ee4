import ScheduleEngine

/// As much of a declaration as deciding its occurrences needs. Kept apart from the rest, in a form that is read quickly,
/// since a pass after a day down decides thousands of campaigns.
public struct ScheduleTerms: Hashable, Sendable {
    public var status: DeclaredStatus
    public var schedule: Schedule
    public var policy: CatchUp.Policy
    public var window: TimeSpan
    public var limit: Int
    public var grace: TimeSpan
    public var overlap: OverlapMode
    public var maxOccurrences: Int?

    public init(
        status: DeclaredStatus, schedule: Schedule, policy: CatchUp.Policy, window: TimeSpan, limit: Int,
        grace: TimeSpan, overlap: OverlapMode, maxOccurrences: Int?
    ) {
        self.status = status
        self.schedule = schedule
        self.policy = policy
        self.window = window
        self.limit = limit
        self.grace = grace
        self.overlap = overlap
        self.maxOccurrences = maxOccurrences
    }

    /// The terms of a declared campaign, with the defaults of the semantics: latest, 24 h, 10, 5 min, skip.
    public init(_ declaration: CampaignDeclaration) {
        let campaign = declaration.campaign
        let catchUp = campaign.schedule.catchUp
        self.init(
            status: campaign.status, schedule: declaration.engineSchedule, policy: catchUp?.policy ?? .latest,
            window: catchUp?.window ?? .hours(24), limit: catchUp?.limit ?? 10, grace: catchUp?.grace ?? .minutes(5),
            overlap: campaign.schedule.overlap ?? .skip, maxOccurrences: campaign.schedule.recurring?.maxOccurrences)
    }

    /// The zone whose rules the schedule needs.
    public var zone: String { schedule.zone }
}
