/// Chooses a recipient's variation by a hash of campaign and recipient, in proportion to the weights: the same recipient
/// keeps it across retries and occurrences.
public struct VariationPicker: Sendable {
    private let campaignId: String
    private let variations: [Variation]
    private let total: Double

    public init(_ campaign: Campaign) {
        campaignId = campaign.campaignId
        variations = campaign.messageConfig.variations ?? []
        total = variations.reduce(0) { $0 + max(0, $1.weight ?? 1) }
    }

    /// Nil where the campaign has no variations.
    public func variation(for recipientId: String) -> Variation? {
        guard total > 0 else { return variations.first }
        var point = StableHash.fraction("variation", campaignId: campaignId, recipientId: recipientId) * total
        for variation in variations {
            point -= max(0, variation.weight ?? 1)
            if point < 0 { return variation }
        }
        return variations.last
    }
}
