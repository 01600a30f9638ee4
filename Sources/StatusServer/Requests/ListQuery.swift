public import CampaignModel

/// Which campaigns a list is to have.
public struct ListQuery: Hashable, Sendable {
    /// As people are shown it.
    public var status: CampaignStatus?
    public var type: CampaignType?
    /// 1...100
    public var limit: Int
    /// 0 and more.
    public var skip: Int

    public init(status: CampaignStatus? = nil, type: CampaignType? = nil, limit: Int = 100, skip: Int = 0) {
        self.status = status
        self.type = type
        self.limit = limit
        self.skip = skip
    }
}
