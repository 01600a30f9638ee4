import CampaignModel
internal import GRDB
import ScheduleEngine

/// Ends a run: counts the ledger's rows anew, holds them against the run's own counts, and derives what the run came to.
struct RunCloser {
    let db: Database

    /// - Throws: `StateError.failed` where the counts don't agree or something is still pending: then the run stays open,
    ///   since a wrong equation must not become history.
    func finish(run: Int64, at now: Instant) throws -> ExecutionStatus {
        let counted = try count(run)
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

    /// By the rows' range, in their order, and without sorting them: to find a million of them by another way would take
    /// memory, or a look at a page for each.
    private static let rows =
        "key BETWEEN (SELECT first_delivery FROM run WHERE occurrence = ?1) "
        + "AND (SELECT last_delivery FROM run WHERE occurrence = ?1) AND +run = ?1"

    private func count(_ run: Int64) throws -> DeliveryCounts {
        let states = DeliveryState.allCases
        let sums = states.map { "ifnull(sum(state = \($0.rawValue)), 0)" }.joined(separator: ", ")
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT count(*), \(sums) FROM delivery WHERE \(Self.rows)"), arguments: [run])
        var counted = DeliveryCounts()
        guard let row else { return counted }
        counted.audience = row[0]
        for (index, state) in states.enumerated() { counted.add(row[index + 1], to: state) }
        return counted
    }

    private func variations(of run: Int64) throws -> String? {
        let names = try String.fetchAll(
            db, sql: "SELECT DISTINCT variation FROM delivery WHERE \(Self.rows) AND variation IS NOT NULL",
            arguments: [run])
        let counts = try names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*), ifnull(sum(state = 2), 0), ifnull(sum(state = 3), 0) FROM delivery
                    WHERE \(Self.rows) AND variation = ?2
                    """, arguments: [run, name])
            return VariationCounts(name: name, audience: row?[0] ?? 0, sent: row?[1] ?? 0, failed: row?[2] ?? 0)
        }
        return counts.isEmpty ? nil : try StoredJSON.encode(counts)
    }
}
