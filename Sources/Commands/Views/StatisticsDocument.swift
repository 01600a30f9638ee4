import CampaignModel

/// What runs of a period came to, in the reference's shape.
struct StatisticsDocument: Encodable {
    var totalCampaigns: Int
    var activeCampaigns: Int
    var totals: PeriodTotals

    private enum Key: String, CodingKey {
        case totalCampaigns, activeCampaigns, totalRuns, totalMessagesSent, totalDelivered, avgDeliveryRate
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(totalCampaigns, forKey: .totalCampaigns)
        try container.encode(activeCampaigns, forKey: .activeCampaigns)
        try container.encode(totals.totalRuns, forKey: .totalRuns)
        try container.encode(totals.messagesSent, forKey: .totalMessagesSent)
        try container.encode(totals.delivered, forKey: .totalDelivered)
        try container.encode(
            deliveryRate(delivered: totals.delivered, sent: totals.messagesSent), forKey: .avgDeliveryRate)
    }
}
