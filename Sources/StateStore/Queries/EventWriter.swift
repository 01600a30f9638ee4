import CampaignModel
internal import GRDB
import Reconciliation
import ScheduleEngine

/// Takes events, and what each of them owes.
struct EventWriter {
    let db: Database

    /// - Returns: How many were new.
    func take(_ events: [Event], for table: TriggerTable, marks: [SpoolMark], at now: Instant) throws -> Int {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO event (id, name, source, user, at, taken_at, fields) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """)
        let owe = try db.cachedStatement(
            sql: "INSERT INTO owed (event, campaign, matched, due_at) VALUES (?, ?, ?, ?)")
        var taken = 0
        for event in events {
            insert.setUncheckedArguments([
                event.id, event.event, event.source, event.userId, event.at.seconds, now.seconds,
                event.fields.isEmpty ? nil : JSONText.text(.object(event.fields)),
            ])
            try insert.execute()
            guard db.changesCount > 0 else { continue }
            taken += 1
            let key = db.lastInsertedRowID
            for (place, debt) in table.debts(event) {
                guard let campaign = table.campaigns[place].key else { continue }
                owe.setUncheckedArguments([key, campaign, debt.trigger, debt.dueAt.seconds])
                try owe.execute()
            }
        }
        for mark in marks { try mark.store(in: db) }
        return taken
    }

    func forget(_ names: [String]) throws {
        for name in names {
            try db.cachedStatement(sql: "DELETE FROM spool_file WHERE name = ?").execute(arguments: [name])
        }
    }
}
