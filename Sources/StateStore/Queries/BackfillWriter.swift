internal import GRDB
import Reconciliation
import ScheduleEngine

/// Reads what was decided in a stretch of the past, and stores what is run of it after all.
struct BackfillWriter {
    let db: Database

    /// By scheduledFor.
    static func recorded(
        of campaignId: String, from: Instant, through: Instant, in db: Database
    ) throws -> [Backfill.Recorded] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT key, decision, reason, scheduled_for, last, count FROM occurrence
                WHERE campaign = (SELECT key FROM campaign WHERE id = ?) AND scheduled_for <= ? AND last >= ?
                ORDER BY scheduled_for
                """, arguments: [campaignId, through.seconds, from.seconds])
        var recorded: [Backfill.Recorded] = []
        while let row = try rows.next() {
            guard let verdict = OccurrenceDecision.Verdict(rawValue: row[1]) else {
                throw StateError.failed(
                    path: "", reason: "what it holds of campaign '\(campaignId)' can't be understood")
            }
            recorded.append(
                Backfill.Recorded(
                    key: row[0],
                    decision: OccurrenceDecision(
                        verdict: verdict, reason: row[2], scheduledFor: Instant(seconds: row[3]),
                        last: Instant(seconds: row[4]), count: row[5])))
        }
        return recorded
    }

    func write(_ backfill: Backfill, of campaignId: String, at now: Instant) throws {
        guard
            let campaign = try Int64.fetchOne(db, sql: "SELECT key FROM campaign WHERE id = ?", arguments: [campaignId])
        else { throw StateError.failed(path: "", reason: "campaign '\(campaignId)' is not in it") }
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO occurrence (campaign, scheduled_for, last, count, decision, reason, decided_at, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for split in backfill.splits {
            let decidedAt = try Int64.fetchOne(
                db.cachedStatement(sql: "DELETE FROM occurrence WHERE key = ? AND state = 0 RETURNING decided_at"),
                arguments: [split.key])
            for part in split.rest {
                try insert.execute(arguments: [
                    campaign, part.scheduledFor.seconds, part.last.seconds, part.count, part.verdict.rawValue,
                    part.reason, decidedAt ?? now.seconds, 0,
                ])
            }
        }
        for instant in backfill.runs {
            try insert.execute(arguments: [
                campaign, instant.seconds, instant.seconds, 1, OccurrenceDecision.Verdict.backfill.rawValue, nil,
                now.seconds, 1,
            ])
        }
    }
}
