public import Reconciliation

/// What one campaign owes for events and has come due.
public struct DueMessages: Hashable, Sendable {
    public var record: CampaignRecord
    public var messages: [DueMessage]
}
