import CampaignModel

/// Best practice 5: somebody is told when a run completes or fails.
enum NoNotification: LintRule {
    static let code = Diagnostic.Code.noNotification

    static func finding(_ campaign: LintSubject) -> LintFinding? {
        if let told = campaign.notifications, told.hasEnabled("onComplete") || told.hasEnabled("onFailure") {
            return nil
        }
        return LintFinding(
            message: "nobody is told when a run completes or fails",
            hint: "add 'onComplete' or 'onFailure' to notifications",
            node: campaign.notifications?.place ?? campaign.top.place)
    }
}
