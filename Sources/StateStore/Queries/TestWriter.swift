import CampaignModel
internal import GRDB
import ScheduleEngine

/// The moves of a test execution. It has tables of its own: what a run may do once, a test may do as often as somebody
/// likes.
struct TestWriter {
    let db: Database

    func begin(
        _ campaignId: String, _ recipients: [Enrollment], at now: Instant, isFree: (String) -> Bool
    ) throws -> CampaignTest {
        let known = try String.fetchSet(
            db, sql: "SELECT label FROM test WHERE campaign = ? AND began_at = ?", arguments: [campaignId, now.seconds])
        var number = 1
        while true {
            let label = CampaignTest.label(at: now, number: number)
            if !known.contains(label), isFree(label) { break }
            number += 1
        }
        let label = CampaignTest.label(at: now, number: number)
        try db.execute(
            sql: "INSERT INTO test (campaign, label, began_at) VALUES (?, ?, ?)",
            arguments: [campaignId, label, now.seconds])
        let key = db.lastInsertedRowID
        for one in recipients {
            try db.cachedStatement(
                sql: """
                    INSERT INTO test_delivery (test, recipient, state, variation, reason) VALUES (?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [key, one.recipientId, one.state.rawValue, one.variation, one.reason])
        }
        return CampaignTest(key: key, campaignId: campaignId, label: label, at: now)
    }

    func claim(_ test: Int64, _ recipient: String) throws {
        try db.cachedStatement(sql: "UPDATE test_delivery SET state = 1 WHERE test = ? AND recipient = ? AND state = 0")
            .execute(arguments: [test, recipient])
    }

    func settle(
        _ test: Int64, _ recipient: String, as state: DeliveryState, reason: String?, wasHanded: Bool
    ) throws {
        try db.cachedStatement(
            sql: "UPDATE test_delivery SET state = ?, reason = ?, handed = ? WHERE test = ? AND recipient = ?"
        ).execute(arguments: [state.rawValue, reason, wasHanded ? 1 : 0, test, recipient])
    }

    func finish(_ test: Int64, at now: Instant) throws {
        try db.execute(sql: "UPDATE test SET ended_at = ? WHERE key = ?", arguments: [now.seconds, test])
    }

    func hasOpen() throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM test WHERE ended_at IS NULL)")) ?? false
    }

    /// What was in hand may have left; what wasn't has not.
    func endOpen(at now: Instant) throws {
        try db.execute(
            sql: """
                UPDATE test_delivery SET state = iif(state = 1, 7, 8), handed = (state = 1),
                       reason = 'the process ended before ' || iif(state = 1, 'an answer came', 'it was sent')
                WHERE state IN (0, 1) AND test IN (SELECT key FROM test WHERE ended_at IS NULL)
                """)
        try db.execute(sql: "UPDATE test SET ended_at = ? WHERE ended_at IS NULL", arguments: [now.seconds])
    }
}
