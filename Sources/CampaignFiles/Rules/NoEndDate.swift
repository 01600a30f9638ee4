import CampaignModel

/// Best practice 6: a recurring campaign ends some day.
enum NoEndDate: LintRule {
    static let code = Diagnostic.Code.noEndDate

    static func finding(_ campaign: LintSubject) -> LintFinding? {
        guard let recurring = campaign.recurring, !recurring.has("endDate"), !recurring.has("maxOccurrences")
        else { return nil }
        return LintFinding(
            message: "it recurs without an end", hint: "add 'endDate:' or 'maxOccurrences:'", node: recurring.place)
    }
}
