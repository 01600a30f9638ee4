public import CampaignModel

/// What runs that began within a period came to.
public struct PeriodFigures: Sendable {
    /// Such as `24 hours`.
    public var name: String
    public var totals: PeriodTotals

    public init(name: String, totals: PeriodTotals) {
        self.name = name
        self.totals = totals
    }
}
