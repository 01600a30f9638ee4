import CampaignModel
internal import GRDB
import ScheduleEngine

/// News of runs: recorded in the transaction that makes it news, sent later, settled after that.
struct NoticeWriter {
    let db: Database

    func record(_ event: NoticeEvent, of run: Int64, at now: Instant) throws {
        // Most campaigns tell nobody, and reading a declaration takes longer than asking.
        let tells = try Bool.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT instr(d.body, '"noticeChannels"') > 0 FROM run r JOIN declaration d ON d.key = r.declaration
                    WHERE r.occurrence = ?
                    """), arguments: [run])
        guard tells == true, let declaration = try RunQueries.declaration(of: run, in: db),
            let told = declaration.campaign.notifications?[event],
            let record = try RunQueries.execution(of: run, in: db)
        else { return }
        let text = NoticeText(event, of: declaration.campaign, record)
        let known = Set((declaration.noticeChannels ?? []).map(\.id))
        for channel in told.channels ?? [] where known.contains(channel) {
            for address in told.recipients ?? [] {
                try db.execute(
                    sql: """
                        INSERT OR IGNORE INTO notice (run, event, channel, address, subject, body, retry_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [run, event.rawValue, channel, address, text.subject, text.body, now.seconds])
            }
        }
    }

    func open(at now: Instant) throws -> [(notice: Notice, isClaimed: Bool)] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT n.key, c.id, o.scheduled_for, n.event, n.channel, n.address, n.subject, n.body, n.attempts,
                           n.marker, n.state, n.run
                    FROM notice n JOIN occurrence o ON o.key = n.run JOIN campaign c ON c.key = o.campaign
                    WHERE n.state < 2 AND (n.retry_at <= ? OR n.state = 1) ORDER BY n.key
                    """), arguments: [now.seconds])
        var declarations: [Int64: CampaignDeclaration] = [:]
        var found: [(notice: Notice, isClaimed: Bool)] = []
        for row in rows {
            let run: Int64 = row[11]
            if declarations[run] == nil { declarations[run] = try RunQueries.declaration(of: run, in: db) }
            let id: String = row[4]
            guard let event = NoticeEvent(rawValue: row[3]),
                let channel = declarations[run]?.noticeChannels?.first(where: { $0.id == id })
            else { continue }
            found.append(
                (
                    Notice(
                        key: row[0], campaignId: row[1], scheduledFor: Instant(seconds: row[2]), event: event,
                        channel: channel, address: row[5], subject: row[6], body: row[7], attempts: row[8],
                        marker: row[9]), row[10] == DeliveryState.claimed.rawValue
                ))
        }
        return found
    }

    func claim(_ key: Int64, marker: String?) throws {
        try db.cachedStatement(sql: "UPDATE notice SET state = 1, marker = ? WHERE key = ? AND state = 0")
            .execute(arguments: [marker, key])
    }

    func settle(_ settlement: Settlement, now: Instant) throws {
        try db.cachedStatement(
            sql: """
                UPDATE notice SET state = ?, reason = ?, attempts = attempts + ?, retry_at = ?
                WHERE key = ?
                """
        ).execute(arguments: [
            settlement.state.rawValue, settlement.reason, settlement.wasHanded ? 1 : 0,
            (settlement.retryAt ?? now).seconds, settlement.key,
        ])
    }
}
