public import CampaignModel
public import ScheduleEngine

/// The durable side of a test execution. One call is one transaction.
public protocol TestLedger: Sendable {
    /// Takes one recipient in hand.
    func claim(test: CampaignTest, recipient: String) throws
    /// - Parameter refused: the channel, and an address of it that its other side will never accept.
    func settle(
        test: CampaignTest, recipient: String, as state: DeliveryState, reason: String?, wasHanded: Bool,
        refused: (channel: String, address: String)?
    ) throws
    func finish(test: CampaignTest, at now: Instant) throws
    func hold(channel: String, _ hold: ChannelHold) throws
}
