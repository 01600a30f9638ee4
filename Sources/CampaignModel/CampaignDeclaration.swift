import ScheduleEngine

/// A campaign with all that it refers to: enough to run it without the tree it came from. This is what the state
/// file keeps as "the declaration last accepted", and what a run finishes with although the tree has moved on.
public struct CampaignDeclaration: Codable, Hashable, Sendable {
    /// Relative to the tree's root.
    public var file: String
    @CopiedOnWrite public var campaign: Campaign
    public var channel: ChannelDeclaration
    /// What `messageConfig` and its variations name, by id.
    public var templates: [String: Template]
    /// Where the audience's candidates come from; nil for `individual` without a configured `contacts`.
    public var source: ContactSource?
    /// The sources of the segments that `targetAudience.exclude` names.
    public var exclude: [ContactSource]
    /// The tree's `suppression:` sources.
    public var suppression: [ContactSource]
    /// The days of the calendars that `schedule.recurring.exclude` names, by id; nil where it names none.
    public var calendars: [String: ExcludedDays]?
    /// The channels that `notifications` names, as far as there are such; nil where it names none.
    public var noticeChannels: [ChannelDeclaration]?

    public init(
        file: String, campaign: Campaign, channel: ChannelDeclaration, templates: [String: Template],
        source: ContactSource?, exclude: [ContactSource] = [], suppression: [ContactSource] = [],
        calendars: [String: ExcludedDays]? = nil, noticeChannels: [ChannelDeclaration]? = nil
    ) {
        self.file = file
        self.campaign = campaign
        self.channel = channel
        self.templates = templates
        self.source = source
        self.exclude = exclude
        self.suppression = suppression
        self.calendars = calendars
        self.noticeChannels = noticeChannels
    }
}
