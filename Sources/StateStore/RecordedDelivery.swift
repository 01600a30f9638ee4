public import CampaignModel
internal import GRDB
public import ScheduleEngine

/// Where one recipient of a run stands.
public struct RecordedDelivery: Hashable, Sendable {
    /// The run's.
    public var scheduledFor: Instant
    public var state: DeliveryState
    public var reason: String?
    public var variation: String?
    /// Tries so far.
    public var attempts: Int
    public var settledAt: Instant?
    public var retryAt: Instant?

    static func last(of campaignId: String, to recipient: String, in db: Database) throws -> RecordedDelivery? {
        let run = try Row.fetchOne(
            db,
            sql: """
                SELECT r.occurrence, o.scheduled_for FROM occurrence o JOIN run r ON r.occurrence = o.key
                WHERE o.campaign = (SELECT key FROM campaign WHERE id = ?) AND r.first_delivery IS NOT NULL
                ORDER BY o.scheduled_for DESC LIMIT 1
                """, arguments: [campaignId])
        return try run.flatMap { try one(of: $0[0], at: Instant(seconds: $0[1]), to: recipient, in: db) }
    }

    /// - Parameter run: that of `scheduledFor`.
    static func one(
        of run: Int64, at scheduledFor: Instant, to recipient: String, in db: Database
    ) throws -> RecordedDelivery? {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT state, reason, variation, attempts, settled_at, retry_at FROM delivery
                    WHERE run = ? AND recipient = ?
                    """, arguments: [run, recipient]),
            let state = DeliveryState(rawValue: row[0])
        else { return nil }
        return RecordedDelivery(
            scheduledFor: scheduledFor, state: state, reason: row[1], variation: row[2], attempts: row[3],
            settledAt: (row[4] as Int64?).map(Instant.init(seconds:)),
            retryAt: (row[5] as Int64?).map(Instant.init(seconds:)))
    }
}
