import CampaignModel

/// One of the reference's best practices.
protocol LintRule: SendableMetatype {
    static var code: Diagnostic.Code { get }
    /// Nil where the campaign heeds it.
    static func finding(_ campaign: LintSubject) -> LintFinding?
}

struct LintFinding {
    var message: String
    var hint: String
    var node: YAMLNode
}

/// What the rules look at: whether something is there, not whether it is right.
struct LintSubject {
    let top: Fields
    let type: CampaignType?
    let defaultZone: Defaults.Zone
    /// `schedule.recurring` of a recurring campaign.
    let recurring: DeclaredMapping?
    let deliverySettings: DeclaredMapping?
    let notifications: DeclaredMapping?

    init(top: Fields, type: CampaignType?, defaultZone: Defaults.Zone) {
        self.top = top
        self.type = type
        self.defaultZone = defaultZone
        let whole = DeclaredMapping(own: top.own, inherited: top.inherited, place: top.place)
        recurring = type == .recurring ? whole.below("schedule")?.below("recurring") : nil
        deliverySettings = whole.below("deliverySettings")
        notifications = whole.below("notifications")
    }
}
