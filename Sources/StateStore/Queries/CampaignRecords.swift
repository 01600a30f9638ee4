import CampaignModel
internal import GRDB
import Reconciliation
import ScheduleEngine

/// Reads campaigns as deciding needs them.
enum CampaignRecords {
    private static let select = """
        SELECT id, file, status, rule, catch_up, window, miss_limit, grace, overlap, max_occurrences,
               evaluated_through, next_due, decided_runs, key, zone_rules, repeated_times
        FROM campaign JOIN progress ON progress.campaign = campaign.key
        """

    /// Those with an occurrence due, whatever their declaration says now.
    static func due(at now: Instant, in db: Database) throws -> [CampaignRecord] {
        try fetch(
            "\(select) WHERE next_due <= ? AND deleted_at IS NULL", [now.seconds], in: db)
    }

    /// Every campaign that is not deleted.
    static func all(in db: Database) throws -> [CampaignRecord] {
        try fetch("\(select) WHERE deleted_at IS NULL ORDER BY id", [], in: db)
    }

    static func nextDue(in db: Database) throws -> (campaignId: String, at: Instant)? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT id, next_due FROM progress JOIN campaign ON campaign.key = progress.campaign
                WHERE next_due IS NOT NULL AND deleted_at IS NULL
                ORDER BY next_due LIMIT 1
                """)
        let byClock = row.map { (campaignId: $0[0] as String, at: Instant(seconds: $0[1])) }
        let byEvent = try EventQueries(db: db).firstOwed()
        return [byClock, byEvent].compactMap(\.self).min { $0.at < $1.at }
    }

    /// Of the campaigns that `maxOccurrences` limits.
    static func decidedRuns(in db: Database) throws -> [String: Int] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, decided_runs FROM campaign JOIN progress ON progress.campaign = campaign.key
                WHERE max_occurrences IS NOT NULL AND deleted_at IS NULL
                """)
        var found: [String: Int] = [:]
        while let row = try rows.next() { found[row[0]] = row[1] }
        return found
    }

    /// Every id that was ever accepted, the deleted ones too.
    static func ids(in db: Database) throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT id FROM campaign")
    }

    /// One campaign; `deleted` says whether to look among the deleted.
    static func one(_ id: String, deleted: Bool, in db: Database) throws -> CampaignRecord? {
        try fetch("\(select) WHERE id = ? AND deleted_at IS \(deleted ? "NOT NULL" : "NULL")", [id], in: db).first
    }

    /// One campaign by its number.
    static func one(_ key: Int64, in db: Database) throws -> CampaignRecord? {
        try fetch("\(select) WHERE key = ?", [key], in: db).first
    }

    private static func fetch(_ sql: String, _ arguments: StatementArguments, in db: Database) throws
        -> [CampaignRecord]
    {
        let statement = try db.cachedStatement(sql: sql)
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var records: [CampaignRecord] = []
        while let row = try rows.next() { records.append(try record(row)) }
        return try withOpenRuns(records, in: db)
    }

    private static let open =
        "SELECT campaign, state FROM occurrence WHERE state IN (1, 2) AND decision <> 'backfill'"

    /// Counts the runs of earlier passes that are not finished; a backfill stands in nobody's way. Most often there are none, which one question settles
    /// for thousands of campaigns.
    private static func withOpenRuns(_ records: [CampaignRecord], in db: Database) throws -> [CampaignRecord] {
        var records = records
        let places = Dictionary(
            records.indices.map { (records[$0].key, $0) }, uniquingKeysWith: { first, _ in first })
        let rows =
            if let only = records.first, records.count == 1 {
                try Row.fetchCursor(
                    db.cachedStatement(
                        sql: "\(open) AND campaign = ?"),
                    arguments: [only.key])
            } else {
                try Row.fetchCursor(
                    db.cachedStatement(sql: open))
            }
        while let row = try rows.next() {
            guard let place = places[row[0] as Int64] else { continue }
            records[place].openRuns += 1
            if row[1] == 1 { records[place].waitingRuns += 1 }
        }
        return records
    }

    static func repeatedTimes(_ text: String?) throws -> [Int64] {
        try text.map { try StoredJSON.decode([Int64].self, from: $0) } ?? []
    }

    private static func record(_ row: Row) throws -> CampaignRecord {
        let id: String = row[0]
        guard let status = DeclaredStatus(rawValue: row[2]), let schedule = Schedule(row[3] as String),
            let policy = CatchUp.Policy(rawValue: row[4]), let overlap = OverlapMode(rawValue: row[8])
        else { throw StateError.failed(path: "", reason: "what it holds of campaign '\(id)' can't be understood") }
        let terms = ScheduleTerms(
            status: status, schedule: schedule, policy: policy, window: TimeSpan(seconds: row[5]), limit: row[6],
            grace: TimeSpan(seconds: row[7]), overlap: overlap, maxOccurrences: row[9])
        return CampaignRecord(
            campaignId: id, file: row[1], terms: terms, evaluatedThrough: Instant(seconds: row[10]),
            nextDue: (row[11] as Int64?).map(Instant.init(seconds:)), decidedRuns: row[12], openRuns: 0,
            waitingRuns: 0, key: row[13], zoneRules: row[14], repeatedTimes: try repeatedTimes(row[15]))
    }
}
