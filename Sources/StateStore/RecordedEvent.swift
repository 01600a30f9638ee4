public import CampaignModel
internal import GRDB
public import ScheduleEngine

/// An event that was taken, and what became of it in one campaign.
public struct RecordedEvent: Hashable, Sendable {
    public enum Fate: Hashable, Sendable {
        /// No trigger matched when it was taken.
        case owesNothing
        case waiting
        case passedOver(reason: String)
        /// It is in that run; the user's row there, where the run has begun.
        case inRun(scheduledFor: Instant, run: Int64, delivery: RecordedDelivery?)
    }

    public var event: Event
    public var takenAt: Instant
    public var fate: Fate
    /// Which of the campaign's triggers it matched, from 0, and when its message is due; nil where it owes none.
    public var trigger: Int?
    public var dueAt: Instant?

    static func last(of user: String, in campaignId: String, limit: Int, db: Database) throws -> [RecordedEvent] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(EventQueries.columns), e.taken_at, o.state, o.matched, o.due_at, o.reason, o.run, r.scheduled_for
                FROM event e
                LEFT JOIN owed o ON o.event = e.key AND o.campaign = (SELECT key FROM campaign WHERE id = ?)
                LEFT JOIN occurrence r ON r.key = o.run
                WHERE e.user = ? ORDER BY e.at DESC, e.key DESC LIMIT ?
                """, arguments: [campaignId, user, limit])
        return try rows.map { row in
            var fate = Fate.owesNothing
            switch row[7] as Int? {
            case 0: fate = .waiting
            case 1:
                let run: Int64 = row[11]
                fate = .inRun(
                    scheduledFor: Instant(seconds: row[12]), run: run,
                    delivery: try RecordedDelivery.one(of: run, at: Instant(seconds: row[12]), to: user, in: db))
            case 2: fate = .passedOver(reason: row[10] ?? "")
            default: break
            }
            return RecordedEvent(
                event: try EventQueries.event(row), takenAt: Instant(seconds: row[6]), fate: fate, trigger: row[8],
                dueAt: (row[9] as Int64?).map(Instant.init(seconds:)))
        }
    }
}
