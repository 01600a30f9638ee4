import CampaignModel
import Foundation
internal import GRDB
import Reconciliation
import ScheduleEngine

/// Reads events and what they owe.
struct EventQueries {
    let db: Database

    // MARK: Campaigns

    func triggered() throws -> [TriggeredCampaign] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT c.key, c.id, c.first_applied, d.body FROM campaign c JOIN declaration d ON d.key = c.declaration
                    WHERE c.type = 'trigger-based' AND c.deleted_at IS NULL AND c.status IN ('active', 'paused')
                    ORDER BY c.key
                    """))
        var found: [TriggeredCampaign] = []
        while let row = try rows.next() {
            let declaration = try EncodedDeclaration.decode(row[3], file: "")
            found.append(
                TriggeredCampaign(
                    campaignId: row[1], key: row[0], triggers: declaration.campaign.schedule.triggers ?? [],
                    firstApplied: Instant(seconds: row[2])))
        }
        return found
    }

    func firstApplied(of campaignId: String) throws -> Instant? {
        try Int64.fetchOne(
            db, sql: "SELECT first_applied FROM campaign WHERE id = ? AND deleted_at IS NULL", arguments: [campaignId]
        ).map(Instant.init(seconds:))
    }

    /// The campaigns that owe something, each with the moment at which the first of it is due. Hops from campaign to
    /// campaign over the index, so that it costs the same whether each owes one message or a million.
    private static let waiting = """
        WITH RECURSIVE waiting (campaign) AS (
            SELECT min(campaign) FROM owed WHERE state = 0
            UNION ALL
            SELECT (SELECT min(campaign) FROM owed WHERE state = 0 AND campaign > w.campaign)
            FROM waiting w WHERE w.campaign IS NOT NULL)
        SELECT w.campaign, (SELECT min(due_at) FROM owed WHERE state = 0 AND campaign = w.campaign)
        FROM waiting w WHERE w.campaign IS NOT NULL
        """

    private func waiting() throws -> [(campaign: Int64, dueAt: Instant)] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: Self.waiting))
        var found: [(campaign: Int64, dueAt: Instant)] = []
        while let row = try rows.next() { found.append((row[0], Instant(seconds: row[1]))) }
        return found
    }

    func owed() throws -> [String: Instant] {
        var found: [String: Instant] = [:]
        for (campaign, dueAt) in try waiting() {
            let id = try String.fetchOne(
                db.cachedStatement(sql: "SELECT id FROM campaign WHERE key = ?"), arguments: [campaign])
            if let id { found[id] = dueAt }
        }
        return found
    }

    /// What comes due first of what active campaigns owe.
    func firstOwed() throws -> (campaignId: String, at: Instant)? {
        for (campaign, dueAt) in try waiting().sorted(by: { $0.dueAt < $1.dueAt }) {
            if let record = try CampaignRecords.one(campaign, in: db), record.terms.status == .active {
                return (record.campaignId, dueAt)
            }
        }
        return nil
    }

    func due(at now: Instant, limit: Int) throws -> [DueMessages] {
        var found: [DueMessages] = []
        for (campaign, dueAt) in try waiting() where dueAt <= now {
            guard let record = try CampaignRecords.one(campaign, in: db), record.terms.status == .active else {
                continue
            }
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT o.event, e.user, o.due_at FROM owed o JOIN event e ON e.key = o.event
                        WHERE o.state = 0 AND o.campaign = ? AND o.due_at <= ? ORDER BY o.due_at, o.event LIMIT ?
                        """), arguments: [campaign, now.seconds, limit])
            var messages: [DueMessage] = []
            while let row = try rows.next() {
                messages.append(DueMessage(event: row[0], userId: row[1], dueAt: Instant(seconds: row[2])))
            }
            found.append(DueMessages(record: record, messages: messages))
        }
        return found
    }

    func decided(of campaignId: String, at instant: Instant) throws -> Instant? {
        let key = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT key FROM campaign WHERE id = ?"), arguments: [campaignId])
        return try key.flatMap { try decided(of: $0, at: instant) }
    }

    func decided(of campaign: Int64, at instant: Instant) throws -> Instant? {
        let last = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT last FROM occurrence WHERE campaign = ? AND scheduled_for <= ?
                    ORDER BY scheduled_for DESC LIMIT 1
                    """), arguments: [campaign, instant.seconds])
        return last.flatMap { $0 >= instant.seconds ? Instant(seconds: $0) : nil }
    }

    // MARK: Events

    static let columns = "e.id, e.name, e.source, e.user, e.at, e.fields"

    static func event(_ row: Row) throws -> Event {
        Event(
            id: row[0], event: row[1], source: row[2], userId: row[3], at: Instant(seconds: row[4]),
            fields: try (row[5] as String?).map(StoredJSON.object) ?? [:])
    }

    func areTaken(_ ids: [String]) throws -> [Bool] {
        let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM event WHERE id = ?)")
        return try ids.map { try Bool.fetchOne(statement, arguments: [$0]) ?? false }
    }

    func events(of run: Int64) throws -> [Event] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT \(Self.columns) FROM owed o JOIN event e ON e.key = o.event WHERE o.run = ? ORDER BY o.event
                    """), arguments: [run])
        var found: [Event] = []
        while let row = try rows.next() { found.append(try Self.event(row)) }
        return found
    }

    func events(_ keys: [Int64]) throws -> [Event] {
        let statement = try db.cachedStatement(sql: "SELECT \(Self.columns) FROM event e WHERE e.key = ?")
        return try keys.compactMap { key in
            try Row.fetchOne(statement, arguments: [key]).map(Self.event)
        }
    }
}
