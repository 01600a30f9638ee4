public import CampaignModel

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

extension CampaignChange.Action {
    /// What it is called when a declaration is replaced by another: what becomes of the status goes before all else.
    public init(from before: DeclaredStatus, to after: DeclaredStatus) {
        self =
            switch (before, after) {
            case (let before, .paused) where before != .paused: .pause
            case (.paused, .active): .resume
            case (let before, .cancelled) where before != .cancelled: .cancel
            default: .update
            }
    }
}
