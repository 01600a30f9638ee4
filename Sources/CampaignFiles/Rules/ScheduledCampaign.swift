public import CampaignModel
public import ScheduleEngine

/// What a conflict of schedules is made of: who gets what, how, and when.
public struct ScheduledCampaign: Hashable, Sendable {
    public var campaignId: String
    /// Relative to the tree's root.
    public var path: String
    /// `TargetAudience.fingerprint`.
    public var audience: Int64
    /// The template's id and those of the variations.
    public var templates: [String]
    public var channel: String
    public var schedule: Schedule
    /// How often `maxOccurrences` lets it run from now on.
    public var runsLeft: Int

    public init(
        campaignId: String, path: String, audience: Int64, templates: [String], channel: String, schedule: Schedule,
        runsLeft: Int = .max
    ) {
        self.campaignId = campaignId
        self.path = path
        self.audience = audience
        self.templates = templates
        self.channel = channel
        self.schedule = schedule
        self.runsLeft = runsLeft
    }

    /// Nil for a campaign that doesn't run, or not by the clock.
    /// - Parameter decidedRuns: How many runs of it were decided so far.
    public init?(_ declaration: CampaignDeclaration, decidedRuns: (String) -> Int = { _ in 0 }) {
        let campaign = declaration.campaign
        guard campaign.status == .active, campaign.type != .triggerBased else { return nil }
        self.init(
            campaignId: campaign.campaignId, path: declaration.file, audience: campaign.targetAudience.fingerprint,
            templates: campaign.messageConfig.templateIds, channel: declaration.channel.id,
            schedule: declaration.engineSchedule,
            runsLeft: campaign.schedule.recurring?.maxOccurrences.map { $0 - decidedRuns(campaign.campaignId) } ?? .max)
    }

    var zone: String { schedule.zone }
}
