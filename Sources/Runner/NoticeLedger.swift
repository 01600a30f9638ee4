public import CampaignModel
public import ScheduleEngine

/// The durable side of telling people of runs. One call is one transaction.
public protocol NoticeLedger: Sendable {
    /// What may go now, or was in a killed process's hands, the oldest first.
    func openNotices(at now: Instant) throws -> [(notice: Notice, isClaimed: Bool)]
    /// - Parameter marker: where the channel stands.
    func claim(notice: Int64, marker: String?) throws
    func settle(notice: Settlement, now: Instant) throws
    /// What holds the channel at this moment.
    func hold(of channel: String, at now: Instant) throws -> ChannelHold?
    func hold(channel: String, _ hold: ChannelHold) throws
}
