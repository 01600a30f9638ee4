internal import GRDB
import Reconciliation
import ScheduleEngine

/// Stores what becomes of the messages that events owe.
struct EventDecider {
    let db: Database

    /// One run, or more where users have several messages, of each campaign.
    func decide(_ due: [DueMessages], at now: Instant) throws -> [EventPlan] {
        try due.compactMap { due in
            guard let campaign = due.record.key else { return nil }
            let plan = try EventPlanner(terms: due.record.terms, now: now).plan(
                due.messages, of: due.record.campaignId,
                decided: { try EventQueries(db: db).decided(of: campaign, at: $0) })
            for part in plan.parts { try store(part, campaign: campaign, at: now) }
            let runs = plan.parts.count { $0.decision.verdict.isRun }
            try db.cachedStatement(sql: "UPDATE progress SET decided_runs = decided_runs + ? WHERE campaign = ?")
                .execute(arguments: [runs, campaign])
            return plan
        }
    }

    private func store(_ part: EventPlan.Part, campaign: Int64, at now: Instant) throws {
        let run = try insert(part.decision, campaign: campaign, at: now)
        let isRun = part.decision.verdict.isRun
        let settle = try db.cachedStatement(
            sql: "UPDATE owed SET state = ?, run = ?, reason = ? WHERE event = ? AND campaign = ?")
        for event in part.events {
            settle.setUncheckedArguments([
                isRun ? 1 : 2, isRun ? run : nil, isRun ? nil : part.decision.reason, event, campaign,
            ])
            try settle.execute()
        }
    }

    /// Ends what a change of the campaign ends.
    func passBy(_ passing: PassingBy, campaign: Int64, at now: Instant) throws {
        let until = passing.isForAll ? Instant.latest : now
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT count(*), max(due_at) FROM owed WHERE state = 0 AND campaign = ? AND due_at <= ?"),
            arguments: [campaign, until.seconds])
        guard let row, let last = row[1] as Int64? else { return }
        try db.cachedStatement(
            sql: "UPDATE owed SET state = 2, reason = ? WHERE state = 0 AND campaign = ? AND due_at <= ?"
        ).execute(arguments: [passing.reason, campaign, until.seconds])
        let instant = try EventPlanner.free(from: Instant(seconds: last)) {
            try EventQueries(db: db).decided(of: campaign, at: $0)
        }
        let decision = OccurrenceDecision(
            verdict: .skip, reason: passing.reason, scheduledFor: instant, count: row[0])
        _ = try insert(decision, campaign: campaign, at: now)
    }

    private func insert(_ decision: OccurrenceDecision, campaign: Int64, at now: Instant) throws -> Int64 {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO occurrence (campaign, scheduled_for, last, count, decision, reason, decided_at, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        insert.setUncheckedArguments([
            campaign, decision.scheduledFor.seconds, decision.last.seconds, decision.count, decision.verdict.rawValue,
            decision.reason, now.seconds, decision.verdict.isRun ? 1 : 0,
        ])
        try insert.execute()
        return db.lastInsertedRowID
    }
}
