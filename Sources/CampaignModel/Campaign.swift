import ScheduleEngine

/// A campaign as it is declared, with the tree's defaults already merged in. Its coding keys are the contract's
/// field names, so that encoded it reads like the file it came from.
public struct Campaign: Codable, Hashable, Sendable {
    /// The identity, `[A-Za-z0-9][A-Za-z0-9._-]{0,127}`.
    public var campaignId: String
    public var campaignName: String?
    public var type: CampaignType
    public var status: DeclaredStatus
    public var schedule: ScheduleDeclaration
    public var targetAudience: TargetAudience
    public var messageConfig: MessageConfig
    public var deliverySettings: DeliverySettings
    public var notifications: Notifications?

    public init(
        campaignId: String, campaignName: String? = nil, type: CampaignType, status: DeclaredStatus = .active,
        schedule: ScheduleDeclaration, targetAudience: TargetAudience, messageConfig: MessageConfig,
        deliverySettings: DeliverySettings = DeliverySettings(), notifications: Notifications? = nil
    ) {
        self.campaignId = campaignId
        self.campaignName = campaignName
        self.type = type
        self.status = status
        self.schedule = schedule
        self.targetAudience = targetAudience
        self.messageConfig = messageConfig
        self.deliverySettings = deliverySettings
        self.notifications = notifications
    }
}

public enum CampaignType: String, Codable, Hashable, Sendable, CaseIterable {
    case oneTime = "one-time"
    case recurring
    case triggerBased = "trigger-based"
}

/// What a file says of its campaign; what people are shown adds what has happened (`CampaignStatus`).
public enum DeclaredStatus: String, Codable, Hashable, Sendable, CaseIterable {
    case draft, active, paused, cancelled
}
