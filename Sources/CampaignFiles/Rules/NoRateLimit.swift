import CampaignModel

/// Best practice 2: a campaign limits how fast it sends.
enum NoRateLimit: LintRule {
    static let code = Diagnostic.Code.noRateLimit

    static func finding(_ campaign: LintSubject) -> LintFinding? {
        if campaign.deliverySettings?.hasEnabled("rateLimiting") == true { return nil }
        return LintFinding(
            message: "no rate limit is set",
            hint: "add 'rateLimiting: { enabled: true, messagesPerHour: 1000 }' to deliverySettings",
            node: campaign.deliverySettings?.place ?? campaign.top.place)
    }
}
