import CampaignModel
internal import GRDB
import ScheduleEngine

/// Reads campaigns as people look at them. A run that could not begin is in the history and counts in no total.
enum CampaignOverviews {
    static func all(in db: Database) throws -> [CampaignOverview] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    WITH begun AS MATERIALIZED (
                        SELECT o.campaign, count(*) AS runs, max(o.scheduled_for) AS last, sum(r.handed) AS handed,
                               sum(r.sent) AS sent
                        FROM occurrence o CROSS JOIN run r ON r.occurrence = o.key
                        WHERE NOT (r.status = 'failed' AND r.first_delivery IS NULL AND r.error IS NOT NULL)
                        GROUP BY o.campaign
                    ), newest AS MATERIALIZED (
                        -- Beside max(), SQLite takes the other columns from the row that has it.
                        SELECT o.campaign, r.status, max(o.scheduled_for)
                        FROM occurrence o CROSS JOIN run r ON r.occurrence = o.key GROUP BY o.campaign
                    ), open AS MATERIALIZED (
                        SELECT campaign, count(*) AS runs FROM occurrence WHERE state IN (1, 2) GROUP BY campaign
                    )
                    SELECT c.id, c.file, p.evaluated_through, p.next_due, p.decided_runs, ifnull(b.runs, 0), b.last,
                           ifnull(b.handed, 0), ifnull(b.sent, 0), ifnull(w.runs, 0), n.status, p.zone_rules,
                           p.repeated_times
                    FROM campaign c JOIN progress p ON p.campaign = c.key
                    LEFT JOIN begun b ON b.campaign = c.key LEFT JOIN newest n ON n.campaign = c.key
                    LEFT JOIN open w ON w.campaign = c.key
                    WHERE c.deleted_at IS NULL ORDER BY c.id
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
