import CampaignModel

/// Best practice 4: a campaign is tested before it is active. Whoever has had a message of it, in a run or as a test, has
/// tested it. It depends on the state file and not on the file alone: what is remembered of it is held against the state
/// file again whenever somebody asks.
struct NeverTested {
    let knowledge: StateKnowledge
    let levels: [Diagnostic.Code: Defaults.LintLevel]

    func check(_ campaign: Campaign, _ top: Fields) {
        let level = levels.isEmpty ? .warning : levels[.neverTested] ?? .warning
        guard level != .off, campaign.status == .active, !knowledge.wasTried(campaign.campaignId) else { return }
        top.findings.report(
            level == .error ? .error : .warning, .neverTested,
            "it is active, and nothing of it was ever sent, not even as a test",
            at: top.own?.value(for: "campaignId") ?? top.place,
            hint: "send it to yourself: 'campanile test \(campaign.campaignId) --user ID'")
    }
}
