import CampaignModel

/// Best practice 3: a campaign lets people sleep.
enum NoQuietHours: LintRule {
    static let code = Diagnostic.Code.noQuietHours

    static func finding(_ campaign: LintSubject) -> LintFinding? {
        if campaign.deliverySettings?.hasEnabled("quietHours") == true { return nil }
        return LintFinding(
            message: "no quiet hours are set",
            hint: "add 'quietHours: { enabled: true, start: \"22:00\", end: \"08:00\" }' to deliverySettings",
            node: campaign.deliverySettings?.place ?? campaign.top.place)
    }
}
