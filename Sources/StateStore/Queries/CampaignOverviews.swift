import CampaignModel
internal import GRDB
import ScheduleEngine

/// Reads campaigns as people look at them. A run that could not begin is in the history and counts in no total.
enum CampaignOverviews {
    static func all(in db: Database) throws -> [CampaignOverview] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT c.id, c.file, p.evaluated_through, p.next_due, p.decided_runs,
                           count(r.occurrence), max(iif(r.occurrence IS NULL, NULL, o.scheduled_for)),
                           ifnull(sum(r.handed), 0), ifnull(sum(r.sent), 0),
                           (SELECT count(*) FROM occurrence WHERE campaign = c.key AND state IN (1, 2)),
                           (SELECT r2.status FROM occurrence o2 JOIN run r2 ON r2.occurrence = o2.key
                            WHERE o2.campaign = c.key ORDER BY o2.scheduled_for DESC LIMIT 1),
                           p.zone_rules, p.repeated_times
                    FROM campaign c JOIN progress p ON p.campaign = c.key
                    LEFT JOIN occurrence o ON o.campaign = c.key AND o.state > 0
                    LEFT JOIN run r ON r.occurrence = o.key
                         AND NOT (r.status = 'failed' AND r.first_delivery IS NULL AND r.error IS NOT NULL)
                    WHERE c.deleted_at IS NULL GROUP BY c.key ORDER BY c.id
                    """))
        let owed = try EventQueries(db: db).owed()
        var found: [CampaignOverview] = []
        while let row = try rows.next() {
            found.append(
                CampaignOverview(
                    campaignId: row[0], file: row[1],
                    evaluatedThrough: Instant(seconds: row[2]),
                    nextDue: (row[3] as Int64?).map(Instant.init(seconds:)), decidedRuns: row[4], runCount: row[5],
                    lastRunAt: (row[6] as Int64?).map(Instant.init(seconds:)),
                    lastRunFailed: (row[10] as String?) == ExecutionStatus.failed.rawValue, openRuns: row[9],
                    messagesSent: row[7], delivered: row[8], zoneRules: row[11],
                    repeatedTimes: try CampaignRecords.repeatedTimes(row[12]), nextOwed: owed[row[0]]))
        }
        return found
    }

    static func declarations(of ids: [String], in db: Database) throws -> [String: CampaignDeclaration] {
        guard !ids.isEmpty else { return [:] }
        let statement = try db.cachedStatement(
            sql: """
                SELECT d.body, c.file FROM campaign c JOIN declaration d ON d.key = c.declaration
                WHERE c.id = ? AND c.deleted_at IS NULL
                """)
        var found: [String: CampaignDeclaration] = [:]
        for id in ids {
            guard let row = try Row.fetchOne(statement, arguments: [id]) else { continue }
            found[id] = try EncodedDeclaration.decode(row[0], file: row[1])
        }
        return found
    }
}
