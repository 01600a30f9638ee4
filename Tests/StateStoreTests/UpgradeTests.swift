import CampaignModel
import GRDB
import ScheduleEngine
import TestSupport
import Testing

@testable import StateStore

/// State files of earlier versions are brought up to date, and lose nothing.
struct UpgradeTests {
    private let bench: StateBench

    init() throws { bench = try StateBench() }

    /// A file as the first version left it, with a campaign in force.
    private func makeFirstVersion() throws {
        let first = try #require(Migrations.all.migrations.first)
        let queue = try DatabaseQueue(path: bench.path)
        try Migrations.all.migrate(queue, upTo: first)
        let body = try EncodedDeclaration(Samples.declaration()).body
        try queue.write { db in
            try db.execute(sql: "INSERT INTO declaration VALUES (1, ?)", arguments: [body])
            try db.execute(
                sql: """
                    INSERT INTO campaign VALUES (1, 'daily-tips', 'daily-tips.yaml', 1, 7, NULL, 'recurring', 1,
                        'active', ?, 'UTC', 'latest', 86400, 10, 300, 'skip', NULL);
                    """, arguments: [ScheduleTerms(Samples.declaration()).schedule.description])
            try db.execute(
                sql: """
                    INSERT INTO progress VALUES (1, 1780304400, 1780390800, 3);
                    INSERT INTO zone VALUES ('UTC', 'a stamp');
                    INSERT INTO tree_file VALUES ('daily-tips.yaml', 0, 's', 'daily-tips', 0, NULL);
                    UPDATE pass SET tree_digest = 'd';
                    INSERT INTO occurrence VALUES (1, 1, 1780304400, 1780304400, 1, 'run', NULL, 1780304400, 3);
                    """)
        }
        try queue.close()
    }

    @Test
    func `a run brings a file of the first version up to date`() throws {
        try makeFirstVersion()
        let store = try bench.open()
        let record = try #require(try store.record("daily-tips"))
        #expect(record.decidedRuns == 3 && record.zoneRules == nil && record.repeatedTimes == [])
        #expect(try store.history(of: "daily-tips", limit: 10).count == 1)
        // When it was first applied isn't known any more: events from before its last acceptance are not owed.
        #expect(try store.firstApplied(of: "daily-tips") == Instant(seconds: 7))
        // Its zone files are looked at again, so that from now on they are kept.
        #expect(try store.passMemory().zoneStamps == ["UTC": ""])
        // The whole tree is read again, and what the campaign runs is compared with newcomers.
        #expect(try store.passMemory().treeDigest == nil)
        let audience = Samples.declaration().campaign.targetAudience.fingerprint
        #expect(try store.scheduled(for: [audience]).map(\.campaignId) == ["daily-tips"])
    }

    @Test
    func `whoever looks at it before that sees the same, and changes no byte`() throws {
        try makeFirstVersion()
        let before = try bench.folder.bytes(of: "state.db")
        let view = try #require(StateView(path: bench.path))
        #expect(try view.allRecords().map(\.campaignId) == ["daily-tips"])
        #expect(try view.overviews().map(\.decidedRuns) == [3])
        #expect(try bench.folder.bytes(of: "state.db") == before)
    }
}
