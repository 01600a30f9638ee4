import CampaignModel
internal import GRDB
import ScheduleEngine

/// Reads runs: those that are open, and those that people look at.
enum RunQueries {
    /// In the order they are executed: by priority, then what comes due before what is backfilled, by scheduled time, by id.
    static func open(in db: Database) throws -> [OpenRun] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT o.key, c.id, o.scheduled_for, o.decision, c.priority, o.state, c.status, c.overlap
                    FROM occurrence o JOIN campaign c ON c.key = o.campaign WHERE o.state IN (1, 2)
                    ORDER BY c.priority, o.decision = 'backfill', o.scheduled_for, c.id
                    """))
        var runs: [OpenRun] = []
        while let row = try rows.next() {
            let status = DeclaredStatus(rawValue: row[6])
            let priorities: [Priority] = [.high, .normal, .low]
            let priority: Int = row[4]
            runs.append(
                OpenRun(
                    key: row[0], campaignId: row[1], scheduledFor: Instant(seconds: row[2]),
                    trigger: trigger(row[3]),
                    priority: priorities.indices.contains(priority) ? priorities[priority] : .normal,
                    hasBegun: row[5] == 2, isPaused: status != .active,
                    // Whoever an event's run waits for is none of the next event's user's business.
                    mayOverlap: row[7] == OverlapMode.allow.rawValue || row[3] == ExecutionTrigger.event.rawValue))
        }
        return runs
    }

    /// The declaration a run began with; for one that waits, the one it would begin with now.
    static func declaration(of run: Int64, in db: Database) throws -> CampaignDeclaration? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT d.body, c.file FROM occurrence o JOIN campaign c ON c.key = o.campaign
                    LEFT JOIN run r ON r.occurrence = o.key
                    JOIN declaration d ON d.key = ifnull(r.declaration, c.declaration) WHERE o.key = ?
                    """), arguments: [run])
        return try row.map { try EncodedDeclaration.decode($0[0], file: $0[1]) }
    }

    private static let record = """
        SELECT c.id, o.scheduled_for, o.count, o.state, o.decision, o.reason, r.began_at, r.ended_at, r.status, r.error,
               r.handed, r.variations, r.audience, r.sent, r.failed, r.suppressed, r.holdout, r.expired, r.uncertain,
               r.cancelled
        FROM occurrence o JOIN campaign c ON c.key = o.campaign LEFT JOIN run r ON r.occurrence = o.key
        """

    static func history(of campaignId: String, limit: Int, in db: Database) throws -> [ExecutionRecord] {
        try executions(
            """
            \(record) WHERE o.campaign = (SELECT key FROM campaign WHERE id = ?)
            ORDER BY o.scheduled_for DESC LIMIT ?
            """, [campaignId, limit], in: db)
    }

    static func execution(of run: Int64, in db: Database) throws -> ExecutionRecord? {
        try executions("\(record) WHERE o.key = ?", [run], in: db).first
    }

    static func execution(
        of campaignId: String, scheduledFor: Instant, in db: Database
    ) throws -> ExecutionRecord? {
        try executions(
            "\(record) WHERE o.campaign = (SELECT key FROM campaign WHERE id = ?) AND o.scheduled_for = ?",
            [campaignId, scheduledFor.seconds], in: db
        ).first
    }

    /// How many were in the audience of the campaign's last run that began before this one; nil where none has.
    static func lastAudience(of campaignId: String, before scheduledFor: Instant, in db: Database) throws -> Int? {
        try Int.fetchOne(
            db,
            sql: """
                SELECT r.audience FROM occurrence o JOIN run r ON r.occurrence = o.key
                WHERE o.campaign = (SELECT key FROM campaign WHERE id = ?) AND o.scheduled_for < ?
                      AND r.first_delivery IS NOT NULL ORDER BY o.scheduled_for DESC LIMIT 1
                """, arguments: [campaignId, scheduledFor.seconds])
    }

    static func totals(since: Instant, through: Instant, in db: Database) throws -> PeriodTotals {
        var totals = PeriodTotals()
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*), ifnull(sum(handed), 0), ifnull(sum(sent), 0) FROM run
                WHERE began_at > ? AND began_at <= ? AND NOT (status = 'failed' AND first_delivery IS NULL AND error IS NOT NULL)
                """, arguments: [since.seconds, through.seconds])
        if let row {
            totals.totalRuns = row[0]
            totals.messagesSent = row[1]
            totals.delivered = row[2]
        }
        return totals
    }

    private static func executions(
        _ sql: String, _ arguments: StatementArguments, in db: Database
    ) throws -> [ExecutionRecord] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var found: [ExecutionRecord] = []
        while let row = try rows.next() { found.append(try execution(row)) }
        return found
    }

    /// A decision says what made the run.
    private static func trigger(_ decision: String) -> ExecutionTrigger {
        ExecutionTrigger(rawValue: decision) ?? .schedule
    }

    private static func execution(_ row: Row) throws -> ExecutionRecord {
        var counts = DeliveryCounts()
        if let audience = row[12] as Int? {
            counts.audience = audience
            counts.sent = row[13]
            counts.failed = row[14]
            counts.suppressed = row[15]
            counts.holdout = row[16]
            counts.expired = row[17]
            counts.uncertain = row[18]
            counts.cancelled = row[19]
            counts.pending = audience - (13...19).reduce(0) { $0 + (row[$1] as Int) }
        }
        let state: Int = row[3]
        let recorded = (row[8] as String?).flatMap(ExecutionStatus.init(rawValue:))
        let status: ExecutionStatus =
            switch state {
            case 0: .skipped
            case 1: .pending
            default: recorded ?? .cancelled
            }
        let variations = try (row[11] as String?).map { try StoredJSON.decode([VariationCounts].self, from: $0) }
        return ExecutionRecord(
            campaignId: row[0], scheduledFor: Instant(seconds: row[1]), count: row[2], status: status,
            trigger: trigger(row[4]), reason: row[9] ?? row[5],
            beganAt: (row[6] as Int64?).map(Instant.init(seconds:)),
            endedAt: (row[7] as Int64?).map(Instant.init(seconds:)), messagesSent: row[10] ?? 0, deliveries: counts,
            variations: variations ?? [])
    }
}
