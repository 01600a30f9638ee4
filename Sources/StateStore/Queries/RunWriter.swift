import CampaignModel
import Foundation
internal import GRDB
import Reconciliation
import ScheduleEngine

/// The ledger's moves: begin, claim, settle, finish, cancel. Each leaves the counts of `run` equal to what the rows of
/// `delivery` say.
struct RunWriter {
    let db: Database

    /// Fixes the audience and the declaration. `enroll` is called once and hands in the recipients in their order; one
    /// that was handed in before is folded. `accept` may refuse the audience by throwing, before anything is kept.
    func begin(
        run: Int64, at now: Instant, enroll: ((Enrollment) throws -> Void) throws -> Void,
        accept: (_ audience: Int, _ lastAudience: Int?) throws -> Void
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO run (occurrence, declaration, began_at, status, channel)
                SELECT o.key, c.declaration, ?, 'running', c.channel
                FROM occurrence o JOIN campaign c ON c.key = o.campaign WHERE o.key = ?
                """, arguments: [now.seconds, run])
        try db.execute(sql: "UPDATE occurrence SET state = 2 WHERE key = ?", arguments: [run])

        let admission = try RunQueries.declaration(of: run, in: db).map { try Admission(db, $0, at: now) }
        var counts = DeliveryCounts()
        var first: Int64?
        let insert = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO delivery (run, recipient, state, variation, fields, reason, settled_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        try enroll { candidate in
            let one = try admission?.admit(candidate) ?? candidate
            let isOpen = one.state == .pending
            try insert.execute(arguments: [
                run, one.recipientId, one.state.rawValue, one.variation,
                isOpen && !one.fields.isEmpty ? JSONText.text(.object(one.fields)) : nil, one.reason,
                isOpen ? nil : now.seconds,
            ])
            guard db.changesCount > 0 else { return }
            first = first ?? db.lastInsertedRowID
            counts.audience += 1
            counts.add(1, to: one.state)
        }
        let occurrence = try Row.fetchOne(
            db,
            sql: "SELECT c.id, o.scheduled_for FROM occurrence o JOIN campaign c ON c.key = o.campaign WHERE o.key = ?",
            arguments: [run])
        let last = try occurrence.flatMap {
            try RunQueries.lastAudience(of: $0[0], before: Instant(seconds: $0[1]), in: db)
        }
        try accept(counts.audience, last)
        try db.execute(
            sql: """
                UPDATE run SET first_delivery = ?1, cursor = ?1, last_delivery = ?2, audience = ?3, suppressed = ?4,
                       holdout = ?5 WHERE occurrence = ?6
                """,
            arguments: [
                first, first.map { _ in db.lastInsertedRowID }, counts.audience, counts.suppressed, counts.holdout, run,
            ])
        try NoticeWriter(db: db).record(.onStart, of: run, at: now)
    }

    /// A run that could not begin: in the history as failed, with nobody in it.
    func fail(run: Int64, at now: Instant, reason: String) throws {
        try db.execute(
            sql: """
                INSERT INTO run (occurrence, declaration, began_at, ended_at, status, error, channel)
                SELECT o.key, c.declaration, ?1, ?1, 'failed', ?2, c.channel FROM occurrence o JOIN campaign c ON c.key = o.campaign
                WHERE o.key = ?3
                """, arguments: [now.seconds, reason, run])
        try db.execute(sql: "UPDATE occurrence SET state = 3 WHERE key = ?", arguments: [run])
        // It began nothing, so it is none of the runs that maxOccurrences counts; where they seemed used up, the next
        // pass looks again.
        try db.execute(
            sql: """
                UPDATE progress SET decided_runs = decided_runs - 1, next_due = ifnull(next_due, evaluated_through + 1)
                WHERE campaign = (SELECT c.key FROM campaign c JOIN occurrence o ON o.campaign = c.key
                                  WHERE o.key = ? AND c.max_occurrences IS NOT NULL)
                """, arguments: [run])
        try NoticeWriter(db: db).record(.onFailure, of: run, at: now)
    }

    /// Takes the next recipients in hand: those that wait for their first try, in order, then those whose retry is due.
    ///
    /// `credit` is what an hourly limit leaves before this claim, in 3,600ths of a message; nil where there is none. It
    /// is spent with the claim, in one transaction: a crash can't send on credit.
    func claim(
        run: Int64, limit: Int, now: Instant, marker: String?, credit: Int64?
    ) throws -> [ClaimedDelivery] {
        guard
            let range = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT cursor, last_delivery FROM run WHERE occurrence = ?"), arguments: [run]),
            let cursor = range[0] as Int64?, let last = range[1] as Int64?
        else { return [] }
        let columns = "key, recipient, variation, fields, attempts"
        var claimed = try deliveries(
            """
            SELECT \(columns) FROM delivery WHERE key BETWEEN ? AND ? AND state = 0 AND retry_at IS NULL
            ORDER BY key LIMIT ?
            """, [cursor, last, limit])
        let next = claimed.last.map { $0.key + 1 } ?? last + 1
        if claimed.count < limit {
            claimed += try deliveries(
                """
                SELECT \(columns) FROM delivery WHERE run = ? AND retry_at IS NOT NULL AND retry_at <= ?
                ORDER BY retry_at, key LIMIT ?
                """, [run, now.seconds, limit - claimed.count])
        }
        try mark(claimed)
        try db.cachedStatement(sql: "UPDATE run SET cursor = ?, marker = ? WHERE occurrence = ?")
            .execute(arguments: [next, marker, run])
        if let credit { try spend(claimed.count, of: credit, run: run, now: now) }
        return claimed
    }

    /// What an hourly limit has to go by.
    func balance(run: Int64, now: Instant) throws -> SlotBalance {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT r.slot_credit, r.slots_at, (SELECT ifnull(sum(count), 0) FROM spend
                                                       WHERE campaign = o.campaign AND at > ?1 AND at <= ?1 + 7200)
                    FROM run r JOIN occurrence o ON o.key = r.occurrence WHERE r.occurrence = ?2
                    """), arguments: [now.seconds - 3_600, run])
        return SlotBalance(
            credit: row?[0], at: (row?[1] as Int64?).map(Instant.init(seconds:)), spentInLastHour: row?[2] ?? 0)
    }

    /// Slots that a claim of this very moment spent on what did not leave.
    func giveBack(run: Int64, slots: Int, now: Instant) throws {
        try db.cachedStatement(
            sql: "UPDATE run SET slot_credit = slot_credit + ? WHERE occurrence = ? AND slot_credit IS NOT NULL"
        ).execute(arguments: [Int64(slots) * SlotCredit.aMessage, run])
        try recordSpent(-slots, run: run, now: now)
    }

    private func spend(_ count: Int, of credit: Int64, run: Int64, now: Instant) throws {
        let slots = SlotCredit(credit: credit, at: now).spending(count)
        try db.cachedStatement(sql: "UPDATE run SET slot_credit = ?, slots_at = ? WHERE occurrence = ?")
            .execute(arguments: [slots.credit, slots.at.seconds, run])
        guard count > 0 else { return }
        // Kept for two days, so that a clock which was ahead for a moment doesn't make the hour be forgotten.
        try db.cachedStatement(
            sql: "DELETE FROM spend WHERE campaign = (SELECT campaign FROM occurrence WHERE key = ?) AND at <= ?"
        ).execute(arguments: [run, now.seconds - 172_800])
        try recordSpent(count, run: run, now: now)
    }

    private func recordSpent(_ count: Int, run: Int64, now: Instant) throws {
        try db.cachedStatement(
            sql: "INSERT INTO spend VALUES ((SELECT campaign FROM occurrence WHERE key = ?), ?, ?)"
        ).execute(arguments: [run, now.seconds, count])
    }

    /// Deliveries that an earlier process had in hand when it ended.
    func leftClaimed(run: Int64) throws -> [ClaimedDelivery] {
        try deliveries(
            "SELECT key, recipient, variation, fields, attempts FROM delivery WHERE run = ? AND state = 1 ORDER BY key",
            [run])
    }

    func settle(run: Int64, _ settlements: [Settlement], now: Instant) throws {
        var counts = DeliveryCounts()
        var handed = 0
        for settlement in settlements where settlement.state != .pending { counts.add(1, to: settlement.state) }
        for settlement in settlements where settlement.wasHanded && settlement.attempts == 0 { handed += 1 }

        for (range, state) in uniformRanges(settlements) {
            try db.cachedStatement(
                sql: """
                    UPDATE delivery SET state = ?, attempts = attempts + 1, fields = NULL, settled_at = ?
                    WHERE key BETWEEN ? AND ? AND state = 1
                    """
            ).execute(arguments: [state.rawValue, now.seconds, range.lowerBound, range.upperBound])
        }
        for settlement in settlements where !isPlain(settlement) {
            try settleOne(settlement, now: now)
            guard let address = settlement.refusedAddress else { continue }
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO refusal (channel, address, reason, at)
                    SELECT channel, ?, ?, ? FROM run WHERE occurrence = ?
                    """
            ).execute(arguments: [address, settlement.reason ?? "", now.seconds, run])
        }
        try db.cachedStatement(
            sql: """
                UPDATE run SET sent = sent + ?, failed = failed + ?, suppressed = suppressed + ?, expired = expired + ?,
                       uncertain = uncertain + ?, cancelled = cancelled + ?, handed = handed + ? WHERE occurrence = ?
                """
        ).execute(arguments: [
            counts.sent, counts.failed, counts.suppressed, counts.expired, counts.uncertain, counts.cancelled, handed,
            run,
        ])
    }

    /// Ends what is not settled, and the run with it. What a killed process had in hand, and nobody could be asked about,
    /// may have left: it is uncertain.
    func cancel(run: Int64, reason: String, at now: Instant) throws {
        let unknown = try leftClaimed(run: run).map {
            Settlement(
                key: $0.key, state: .uncertain, reason: "the process ended before an answer came", wasHanded: true,
                attempts: $0.attempts)
        }
        if !unknown.isEmpty { try settle(run: run, unknown, now: now) }
        try endPending(run: run, as: .cancelled, reason: reason, at: now)
        try db.execute(
            sql: "UPDATE run SET status = 'cancelled', ended_at = ?, error = ? WHERE occurrence = ?",
            arguments: [now.seconds, reason, run])
        try db.execute(
            sql: "UPDATE occurrence SET state = 3, reason = ? WHERE key = ?", arguments: [reason, run])
    }

    /// Settles everybody who waits, for the first try or a later one, as expired.
    func expire(run: Int64, reason: String, at now: Instant) throws {
        try endPending(run: run, as: .expired, reason: reason, at: now)
    }

    private func endPending(run: Int64, as state: DeliveryState, reason: String, at now: Instant) throws {
        try db.execute(
            sql: """
                UPDATE delivery SET state = ?, reason = ?, fields = NULL, retry_at = NULL, settled_at = ?
                WHERE run = ? AND state IN (0, 1)
                """, arguments: [state.rawValue, reason, now.seconds, run])
        let ended = db.changesCount
        let column = state == .expired ? "expired" : "cancelled"
        try db.execute(
            sql: "UPDATE run SET \(column) = \(column) + ? WHERE occurrence = ?", arguments: [ended, run])
    }

    private func mark(_ claimed: [ClaimedDelivery]) throws {
        // Retries come in the order they are due, which is not that of their keys.
        let keys = claimed.map(\.key).sorted()
        guard let first = keys.first, let last = keys.last else { return }
        // First tries are neighbours, so that one statement marks hundreds.
        if last - first + 1 == Int64(keys.count) {
            try db.cachedStatement(
                sql: "UPDATE delivery SET state = 1, retry_at = NULL WHERE key BETWEEN ? AND ?"
            ).execute(arguments: [first, last])
        } else {
            let one = try db.cachedStatement(sql: "UPDATE delivery SET state = 1, retry_at = NULL WHERE key = ?")
            for key in keys { try one.execute(arguments: [key]) }
        }
    }

    private func settleOne(_ settlement: Settlement, now: Instant) throws {
        let isOpen = settlement.state == .pending
        try db.cachedStatement(
            sql: """
                UPDATE delivery SET state = ?1, reason = ?2, retry_at = ?3, attempts = attempts + ?4, settled_at = ?5,
                       fields = iif(?5 IS NULL, fields, NULL) WHERE key = ?6 AND state = 1
                """
        ).execute(arguments: [
            settlement.state.rawValue, settlement.reason, settlement.retryAt?.seconds, settlement.wasHanded ? 1 : 0,
            isOpen ? nil : now.seconds, settlement.key,
        ])
    }

    /// Handed over, final, and nothing more to say of it.
    private func isPlain(_ settlement: Settlement) -> Bool {
        settlement.wasHanded && settlement.reason == nil && settlement.state == .sent
    }

    /// Neighbouring plain settlements with one state, to be stored by one statement.
    private func uniformRanges(_ settlements: [Settlement]) -> [(ClosedRange<Int64>, DeliveryState)] {
        var ranges: [(ClosedRange<Int64>, DeliveryState)] = []
        for settlement in settlements where isPlain(settlement) {
            if let (range, state) = ranges.last, state == settlement.state, range.upperBound + 1 == settlement.key {
                ranges[ranges.count - 1].0 = range.lowerBound...settlement.key
            } else {
                ranges.append((settlement.key...settlement.key, settlement.state))
            }
        }
        return ranges
    }

    private func deliveries(_ sql: String, _ arguments: StatementArguments) throws -> [ClaimedDelivery] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var found: [ClaimedDelivery] = []
        while let row = try rows.next() {
            let fields = try (row[3] as String?).map(StoredJSON.object)
            found.append(
                ClaimedDelivery(
                    key: row[0], recipientId: row[1], variation: row[2], fields: fields ?? [:], attempts: row[4]))
        }
        return found
    }
}
