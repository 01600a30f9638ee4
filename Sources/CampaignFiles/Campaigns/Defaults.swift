import CampaignModel

/// What `_defaults.yaml` says.
struct Defaults {
    enum Zone {
        case none
        case zone(String)
        /// Given, and at fault: who needs it is held back.
        case broken
    }

    enum LintLevel: String, CaseIterable {
        case off, warning, error
    }

    /// Its fields of a campaign, to lie under each file's own.
    var root: YAMLNode?
    var timezone = Zone.none
    var lint: [Diagnostic.Code: LintLevel] = [:]
    var contacts = Lookup<ContactSource>.missing
    var suppression: [ContactSource] = []
    /// It can't be told which campaigns a fault concerns, so none of them may change.
    var holdsAllBack = false
    /// Whether it has any error that a campaign could have run into.
    var hasError = false
}
