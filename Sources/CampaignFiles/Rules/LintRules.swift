import CampaignModel

/// All rules, and what `lint:` in `_defaults.yaml` makes of them.
enum LintRules {
    /// What `lint:` may name. `NeverTested` asks the state file, and stands beside the rules.
    static let names: [StaticString] = [
        "NO_TIMEZONE", "NO_RATE_LIMIT", "NO_QUIET_HOURS", "NEVER_TESTED", "NO_NOTIFICATION", "NO_END_DATE",
    ]

    private static let all: [any LintRule.Type] = [
        NoTimezone.self, NoRateLimit.self, NoQuietHours.self, NoNotification.self, NoEndDate.self,
    ]

    static func apply(_ campaign: LintSubject, levels: [Diagnostic.Code: Defaults.LintLevel]) {
        for rule in all {
            let level = levels.isEmpty ? .warning : levels[rule.code] ?? .warning
            guard level != .off, let finding = rule.finding(campaign) else { continue }
            campaign.top.findings.report(
                level == .error ? .error : .warning, rule.code, finding.message, at: finding.node, hint: finding.hint)
        }
    }
}
