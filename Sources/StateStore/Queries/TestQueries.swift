import CampaignModel
internal import GRDB
import ScheduleEngine

/// Reads test executions, and which campaigns somebody has seen a message of.
enum TestQueries {
    /// Newest first.
    static func history(of campaignId: String, limit: Int, in db: Database) throws -> [ExecutionRecord] {
        let tests = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT key, label, began_at, ended_at FROM test WHERE campaign = ?
                    ORDER BY began_at DESC, key DESC LIMIT ?
                    """), arguments: [campaignId, limit])
        return try tests.map { test in
            let (counts, handed, variations) = try counts(of: test[0], in: db)
            let end = (test[3] as Int64?).map(Instant.init(seconds:))
            return ExecutionRecord(
                campaignId: campaignId, scheduledFor: Instant(seconds: test[2]), count: 1,
                status: end == nil ? .running : counts.finalStatus, trigger: .test, reason: nil,
                beganAt: Instant(seconds: test[2]), endedAt: end, messagesSent: handed, deliveries: counts,
                variations: variations, testLabel: test[1])
        }
    }

    private static func counts(
        of test: Int64, in db: Database
    ) throws -> (counts: DeliveryCounts, handed: Int, variations: [VariationCounts]) {
        var counts = DeliveryCounts()
        var handed = 0
        var variations: [String: VariationCounts] = [:]
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT state, handed, variation FROM test_delivery WHERE test = ?"),
            arguments: [test])
        while let row = try rows.next() {
            guard let state = DeliveryState(rawValue: row[0]) else { continue }
            counts.audience += 1
            counts.add(1, to: state)
            handed += row[1] as Int
            guard let name = row[2] as String? else { continue }
            var one = variations[name] ?? VariationCounts(name: name, audience: 0, sent: 0, failed: 0)
            one.audience += 1
            if state == .sent { one.sent += 1 }
            if state == .failed { one.failed += 1 }
            variations[name] = one
        }
        return (counts, handed, variations.values.sorted { $0.name < $1.name })
    }

    private static let tested = """
        SELECT t.campaign FROM test t
        WHERE EXISTS (SELECT 1 FROM test_delivery d WHERE d.test = t.key AND d.state = 2)
        """

    /// A campaign's runs are asked one by one, until one of them has sent something: most often the first.
    private static let ran = """
        SELECT c.id FROM campaign c WHERE EXISTS (SELECT 1 FROM occurrence o JOIN run r ON r.occurrence = o.key
                                                  WHERE o.campaign = c.key AND r.sent > 0)
        """

    static func tried(in db: Database) throws -> Set<String> {
        try String.fetchSet(db, sql: "\(tested) UNION \(ran)")
    }

    static func wasTried(_ campaignId: String, in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (\(tested) AND t.campaign = ?1 UNION ALL \(ran) AND c.id = ?1)"),
            arguments: [campaignId]) ?? false
    }
}
