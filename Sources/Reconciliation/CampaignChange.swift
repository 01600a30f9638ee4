/// What a pass does to a campaign, as a reviewer is told.
public struct CampaignChange: Hashable, Sendable, Codable {
    public enum Action: String, Hashable, Sendable, Codable {
        case create, update, delete, pause, resume, complete, cancel
    }

    public var campaignId: String
    public var action: Action
    /// Dotted names of the fields that differ from the declaration last accepted.
    public var fields: [String]

    public init(campaignId: String, action: Action, fields: [String] = []) {
        self.campaignId = campaignId
        self.action = action
        self.fields = fields
    }
}
