import CampaignModel
internal import GRDB
import ScheduleEngine

/// Ends a run: counts the ledger's rows anew, holds them against the run's own counts, and derives what the run came to.
struct RunCloser {
    let db: Database

    /// - Throws: `StateError.failed` where the counts don't agree or something is still pending: then the run stays open,
    ///   since a wrong equation must not become history.
    func finish(run: Int64, at now: Instant) throws -> ExecutionStatus {
        var counted = DeliveryCounts()
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT state, count(*) FROM delivery WHERE run = ? GROUP BY state"),
            arguments: [run])
        while let row = try rows.next() {
            guard let state = DeliveryState(rawValue: row[0]) else { continue }
            counted.audience += row[1] as Int
            counted.add(row[1], to: state)
        }
        guard let kept = try RunQueries.execution(of: run, in: db)?.deliveries, kept == counted, counted.addsUp,
            counted.pending == 0
        else {
            throw StateError.failed(path: "", reason: "the ledger of run \(run) doesn't add up; it was left open")
        }
        let status = counted.finalStatus
        try db.execute(
            sql: "UPDATE run SET status = ?, ended_at = ?, variations = ? WHERE occurrence = ?",
            arguments: [status.rawValue, now.seconds, try variations(of: run), run])
        try db.execute(sql: "UPDATE occurrence SET state = 3 WHERE key = ?", arguments: [run])
        if let event = NoticeEvent(end: status) { try NoticeWriter(db: db).record(event, of: run, at: now) }
        return status
    }

    private func variations(of run: Int64) throws -> String? {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT variation, count(*), sum(state = 2), sum(state = 3) FROM delivery
                WHERE run = ? AND variation IS NOT NULL GROUP BY variation ORDER BY variation
                """, arguments: [run])
        var counts: [VariationCounts] = []
        while let row = try rows.next() {
            counts.append(VariationCounts(name: row[0], audience: row[1], sent: row[2], failed: row[3]))
        }
        return counts.isEmpty ? nil : try StoredJSON.encode(counts)
    }
}
