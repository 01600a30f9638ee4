import CampaignModel

/// Best practice 1: a recurring campaign says which time zone its times belong to.
enum NoTimezone: LintRule {
    static let code = Diagnostic.Code.noTimezone

    static func finding(_ campaign: LintSubject) -> LintFinding? {
        guard let recurring = campaign.recurring, !recurring.has("timezone") else { return nil }
        guard case .none = campaign.defaultZone else { return nil }
        return LintFinding(
            message: "no time zone is given, so its times are UTC",
            hint: "add 'timezone: America/New_York' here, or 'timezone:' to _defaults.yaml", node: recurring.place)
    }
}
