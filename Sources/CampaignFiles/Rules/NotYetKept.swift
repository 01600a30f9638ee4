import CampaignModel

/// What the contract lists and this version doesn't do: said aloud, since a limit that is read and not kept would be worse
/// than none.
enum NotYetKept {
    static func check(_ campaign: Campaign, _ top: Fields) {
        if campaign.targetAudience.type == .dynamic, campaign.type != .triggerBased {
            top.findings.report(
                .error, .invalidValue, "targetAudience.type 'dynamic' isn't supported by this version",
                at: place(["targetAudience", "type"], top), hint: "name a segment of the people who match")
        }
    }

    /// Where the campaign's own file has it; the whole file where a default does.
    private static func place(_ path: [StaticString], _ top: Fields) -> YAMLNode {
        var node = top.own
        for name in path { node = node?.value(for: name) }
        return node ?? top.place
    }
}
