import CampaignModel
internal import GRDB
import ScheduleEngine

/// Reads what went wrong: campaigns in whose runs somebody went without the message.
enum TroubleQueries {
    /// Who looks wants the common reason, not each of millions of recipients read.
    private static let mostRecipients = 100_000
    private static let mostReasons = 3

    static func campaigns(since: Instant, limit: Int, in db: Database) throws -> [TroubledCampaign] {
        // Beside max(), SQLite takes the other columns from the row that has it.
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT o.key, count(*), max(r.began_at) FROM run r JOIN occurrence o ON o.key = r.occurrence
                    JOIN campaign c ON c.key = o.campaign
                    WHERE r.began_at > ? AND r.status IN ('failed', 'partial') AND c.deleted_at IS NULL
                    GROUP BY o.campaign ORDER BY max(r.began_at) DESC, c.id LIMIT ?
                    """), arguments: [since.seconds, limit])
        return try rows.compactMap { row in
            guard let record = try RunQueries.execution(of: row[0], in: db) else { return nil }
            return TroubledCampaign(newest: record, runs: row[1], reasons: try reasons(of: row[0], in: db))
        }
    }

    private static func reasons(of run: Int64, in db: Database) throws -> [TroubledCampaign.Reason] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT d.reason, count(*) FROM run r
                    JOIN delivery d ON d.key BETWEEN r.first_delivery AND min(r.last_delivery, r.first_delivery + ?)
                    WHERE r.occurrence = ? AND d.state IN (3, 6, 7) AND d.reason IS NOT NULL
                    GROUP BY d.reason ORDER BY count(*) DESC, d.reason LIMIT ?
                    """), arguments: [mostRecipients - 1, run, mostReasons])
        var found: [TroubledCampaign.Reason] = []
        while let row = try rows.next() { found.append(TroubledCampaign.Reason(text: row[0], count: row[1])) }
        return found
    }
}
