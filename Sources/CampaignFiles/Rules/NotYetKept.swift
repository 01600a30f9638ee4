import CampaignModel

/// What the contract lists and this version doesn't do: said aloud, since a limit that is read and not kept would be worse
/// than none. An error where somebody could get what he should not; a warning where only news is missing.
enum NotYetKept {
    static func check(_ campaign: Campaign, _ top: Fields) {
        if campaign.targetAudience.type == .dynamic, campaign.type != .triggerBased {
            top.findings.report(
                .error, .invalidValue, "targetAudience.type 'dynamic' isn't supported by this version",
                at: place(["targetAudience", "type"], top), hint: "name a segment of the people who match")
        }
        let notifications = campaign.notifications
        let all = [notifications?.onStart, notifications?.onComplete, notifications?.onFailure].compactMap(\.self)
        if all.contains(where: { $0.enabled != false }) {
            top.findings.report(
                .warning, .invalidValue, "this version reads 'notifications' and sends none",
                at: place(["notifications"], top), hint: "look at 'campanile history', or set enabled: false")
        }
    }

    /// Where the campaign's own file has it; the whole file where a default does.
    private static func place(_ path: [StaticString], _ top: Fields) -> YAMLNode {
        var node = top.own
        for name in path { node = node?.value(for: name) }
        return node ?? top.place
    }
}
