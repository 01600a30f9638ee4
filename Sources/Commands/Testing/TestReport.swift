import CampaignModel

/// What a test came to.
struct TestReport {
    struct Refusal {
        var recipientId: String
        /// `failed`, `suppressed`, `held out`, `uncertain`.
        var what: String
        var reason: String?
    }

    var test: CampaignTest
    /// The channel's id.
    var channel: String
    var sent: Int
    /// Who was to get it and didn't.
    var refusals: [Refusal]
}
