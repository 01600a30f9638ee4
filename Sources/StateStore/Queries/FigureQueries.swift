import CampaignModel
internal import GRDB
import ScheduleEngine

/// Counts what is recorded, by the counters that each run keeps: no delivery is looked at.
enum FigureQueries {
    static func firstBeginning(after moment: Instant, in db: Database) throws -> Instant? {
        try Int64.fetchOne(db, sql: "SELECT min(began_at) FROM run WHERE began_at > ?", arguments: [moment.seconds])
            .map(Instant.init(seconds:))
    }

    static func all(in db: Database) throws -> RecordedFigures {
        var figures = RecordedFigures()
        let runs = try Row.fetchCursor(
            db,
            sql: """
                SELECT status, ended_at IS NULL, count(*), sum(audience), sum(sent), sum(failed), sum(suppressed),
                       sum(holdout), sum(expired), sum(uncertain), sum(cancelled) FROM run GROUP BY 1, 2
                """)
        while let row = try runs.next() {
            let isOpen: Bool = row[1]
            if !isOpen, let status = ExecutionStatus(rawValue: row[0]) {
                figures.runs[status, default: 0] += row[2] as Int
            }
            figures.recipients.audience += row[3] as Int
            figures.recipients.sent += row[4] as Int
            figures.recipients.failed += row[5] as Int
            figures.recipients.suppressed += row[6] as Int
            figures.recipients.holdout += row[7] as Int
            figures.recipients.expired += row[8] as Int
            figures.recipients.uncertain += row[9] as Int
            figures.recipients.cancelled += row[10] as Int
            if isOpen { figures.recipients.pending += (row[3] as Int) - (4...10).reduce(0) { $0 + (row[$1] as Int) } }
        }
        let decided = try Row.fetchOne(
            db,
            sql: """
                SELECT ifnull(sum(decision = 'catch-up' AND state > 0), 0), ifnull(sum(iif(state = 0, count, 0)), 0),
                       ifnull(sum(state IN (1, 2)), 0) FROM occurrence
                """)
        figures.catchUps = decided?[0] ?? 0
        figures.skipped = decided?[1] ?? 0
        figures.openRuns = decided?[2] ?? 0
        figures.lastPassAt = try Int64.fetchOne(db, sql: "SELECT decided_through FROM pass").map(Instant.init(seconds:))
        return figures
    }
}
