import CampaignModel
import Foundation
import GRDB
import ScheduleEngine
import StateStore
import TestSupport
import Testing

struct LedgerTests {
    private let bench: StateBench
    private let store: StateStore

    init() throws {
        bench = try StateBench()
        store = try bench.open()
    }

    private struct SourceBroke: Error, Equatable {}

    private func counts(_ run: Int64) throws -> DeliveryCounts {
        try #require(try store.execution(of: run)).deliveries
    }

    @Test
    func `a beginning fixes the audience in its order, and whoever is listed twice is one recipient`() throws {
        let enrollments =
            pending(2, fields: ["name": .string("Ann"), "age": .integer(3)]) + [
                Enrollment(recipientId: "s", state: .suppressed, reason: "opted out"),
                Enrollment(recipientId: "h", state: .holdout, variation: "a"),
                Enrollment(recipientId: "u0", state: .suppressed, reason: "too late"),
                Enrollment(recipientId: "u9", state: .pending, variation: "b"),
            ]
        let run = try store.beginRun(enrollments)
        let found = try counts(run)
        #expect(found.audience == 5 && found.pending == 3 && found.suppressed == 1 && found.holdout == 1)
        let claimed = try store.claim(run: run, limit: 10, now: monday, marker: nil)
        #expect(claimed.map(\.recipientId) == ["u0", "u1", "u9"])
        #expect(claimed.map(\.variation) == [nil, nil, "b"])
        #expect(claimed[0].fields == ["name": .string("Ann"), "age": .integer(3)])
        #expect(claimed[2].fields == [:])
    }

    @Test
    func `a source that breaks in the middle leaves the run unbegun, and its error comes out as it is`() throws {
        try store.accept(Samples.declaration(), [run(monday)])
        let key = try #require(try store.openRuns().first?.key)
        #expect(throws: SourceBroke.self) {
            try store.begin(run: key, at: monday) { enroll in
                for one in pending(100) { try enroll(one) }
                throw SourceBroke()
            }
        }
        #expect(try store.openRuns().map(\.hasBegun) == [false])
        #expect(try store.execution(of: key)?.deliveries.audience == 0)
        #expect(try bench.raw().read { try Int.fetchOne($0, sql: "SELECT count(*) FROM delivery") } == 0)
        try store.begin(run: key, at: monday) { enroll in for one in pending(3) { try enroll(one) } }
        #expect(try counts(key).audience == 3)
        #expect(throws: StateError.self) { try store.begin(run: key, at: monday) { _ in } }
    }

    @Test
    func `a run with nobody in it ends as a success`() throws {
        let run = try store.beginRun([])
        #expect(try store.claim(run: run, limit: 10, now: monday, marker: nil).isEmpty)
        #expect(try store.finish(run: run, at: monday) == .success)
        #expect(try store.openRuns().isEmpty)
    }

    @Test
    func `a run doesn't end while somebody is pending`() throws {
        let run = try store.beginRun(pending(1))
        #expect(throws: StateError.self) { try store.finish(run: run, at: monday) }
        #expect(try store.openRuns().map(\.hasBegun) == [true])
    }

    @Test
    func `a wrong equation doesn't become history`() throws {
        let run = try store.beginRun(pending(2))
        try store.settle(run: run, try store.claim(run: run, limit: 2, now: monday, marker: nil).map(sent), now: monday)
        try bench.raw().write { try $0.execute(sql: "UPDATE run SET sent = sent - 1, failed = failed + 1") }
        #expect(throws: StateError.self) { try store.finish(run: run, at: monday) }
        #expect(try store.openRuns().count == 1)
    }

    @Test
    func `a run finishes with the declaration it began with`() throws {
        let run = try store.beginRun(pending(1))
        try store.accept(Samples.declaration(text: "Changed"), now: monday + .minutes(1), action: .update)
        #expect(try store.declaration(of: run)?.templates["hello"]?.text == "Hello")
        try store.decide([StateStoreTests.run(monday + .hours(1))], now: monday + .hours(1))
        let next = try #require(try store.openRuns().first { $0.key != run })
        #expect(try store.declaration(of: next.key)?.templates["hello"]?.text == "Changed")
    }

    @Test
    func `a retry comes back when it is due, after those who wait for their first try`() throws {
        let run = try store.beginRun(pending(4))
        let first = try store.claim(run: run, limit: 2, now: monday, marker: nil)
        try store.settle(run: run, first.map { retry($0, at: monday + .minutes(1)) }, now: monday)
        let early = try store.claim(run: run, limit: 10, now: monday + TimeSpan(seconds: 59), marker: nil)
        #expect(early.map(\.recipientId) == ["u2", "u3"])
        try store.settle(run: run, early.map(sent), now: monday)
        let due = try store.claim(run: run, limit: 10, now: monday + .minutes(1), marker: nil)
        #expect(due.map(\.recipientId) == ["u0", "u1"])
        #expect(due.map(\.attempts) == [1, 1])
        try store.settle(run: run, due.map(sent), now: monday)
        #expect(try store.finish(run: run, at: monday) == .success)
        #expect(try store.execution(of: run)?.messagesSent == 4, "handed over, however many tries it took")
    }

    @Test
    func `retries that come due in another order than they were enrolled are claimed, and they alone`() throws {
        let run = try store.beginRun(pending(3))
        let all = try store.claim(run: run, limit: 3, now: monday, marker: nil)
        // The first, then the third: the second is settled, and must not be taken in hand again.
        try store.settle(run: run, [retry(all[0], at: monday), sent(all[1]), retry(all[2], at: monday)], now: monday)
        let again = try store.claim(run: run, limit: 3, now: monday, marker: nil)
        #expect(again.map(\.recipientId) == ["u0", "u2"])
        try store.settle(run: run, again.map(sent), now: monday)
        #expect(try store.finish(run: run, at: monday) == .success)
    }

    @Test
    func `retries whose keys only look like neighbours don't take the ones between in hand`() throws {
        let run = try store.beginRun(pending(5))
        let all = try store.claim(run: run, limit: 5, now: monday, marker: nil)
        // Due in the order u0, u4, u2: as many as from u0 to u2.
        try store.settle(
            run: run,
            [
                retry(all[0], at: monday + TimeSpan(seconds: 1)), sent(all[1]),
                retry(all[2], at: monday + TimeSpan(seconds: 3)), sent(all[3]),
                retry(all[4], at: monday + TimeSpan(seconds: 2)),
            ], now: monday)
        let again = try store.claim(run: run, limit: 5, now: monday + .minutes(1), marker: nil)
        #expect(again.map(\.recipientId) == ["u0", "u4", "u2"])
        #expect(try store.leftClaimed(run: run).deliveries.map(\.recipientId) == ["u0", "u2", "u4"])
        try store.settle(run: run, again.map(sent), now: monday)
        #expect(try store.finish(run: run, at: monday) == .success)
    }

    @Test
    func `what a killed process had in hand is there for the next, with the channel's mark`() throws {
        let bench = try StateBench()
        var first: StateStore? = try bench.open()
        let run = try #require(try first?.beginRun(pending(5, fields: ["name": .string("Ann")])))
        let taken = try first?.claim(run: run, limit: 2, now: monday, marker: "42:100")
        first = nil
        let second = try bench.open()
        let left = try second.leftClaimed(run: run)
        #expect(left.deliveries == taken)
        #expect(left.deliveries.first?.fields == ["name": .string("Ann")])
        #expect(left.marker == "42:100")
        let next = try second.claim(run: run, limit: 10, now: monday, marker: "42:200")
        #expect(next.map(\.recipientId) == ["u2", "u3", "u4"], "what is in hand is not taken again")
        try second.settle(run: run, (left.deliveries + next).map(sent), now: monday)
        #expect(try second.finish(run: run, at: monday) == .success)
    }

    @Test
    func `fields are kept as long as the message isn't settled, and no longer`() throws {
        let run = try store.beginRun(pending(3, fields: ["name": .string("Ann")]))
        let claimed = try store.claim(run: run, limit: 2, now: monday, marker: nil)
        try store.settle(run: run, [sent(claimed[0]), retry(claimed[1], at: monday)], now: monday)
        let kept = try bench.raw().read {
            try String.fetchAll($0, sql: "SELECT recipient FROM delivery WHERE fields IS NOT NULL ORDER BY key")
        }
        #expect(kept == ["u1", "u2"])
        try store.expire(run: run, at: monday, reason: "late")
        #expect(try bench.raw().read { try Int.fetchOne($0, sql: "SELECT count(fields) FROM delivery") } == 0)
    }

    @Test
    func `who still waits expires, for the first try or a later one`() throws {
        let run = try store.beginRun(pending(3))
        let claimed = try store.claim(run: run, limit: 2, now: monday, marker: nil)
        try store.settle(run: run, [sent(claimed[0]), retry(claimed[1], at: monday + .hours(1))], now: monday)
        try store.expire(run: run, at: monday, reason: "unsent after expireAfter")
        let found = try counts(run)
        #expect(found.sent == 1 && found.expired == 2 && found.pending == 0 && found.addsUp)
        #expect(try store.claim(run: run, limit: 5, now: monday + .hours(2), marker: nil).isEmpty)
        #expect(try store.finish(run: run, at: monday) == .partial)
    }

    @Test
    func `a run that could not begin is in the history as failed and counts in no total`() throws {
        try store.accept(Samples.declaration(), [run(monday)])
        let key = try #require(try store.openRuns().first?.key)
        try store.fail(run: key, at: monday, reason: "the contacts file doesn't exist")
        let execution = try #require(try store.history(of: "daily-tips", limit: 1).first)
        #expect(execution.status == .failed)
        #expect(execution.reason == "the contacts file doesn't exist")
        let overview = try #require(try store.overviews().first)
        #expect(overview.runCount == 0 && overview.lastRunFailed && overview.lastRunAt == nil && overview.openRuns == 0)
        #expect(try store.totals(since: monday - .days(1), through: monday).totalRuns == 0)
    }

    @Test
    func `totals and variations are what the ledger says`() throws {
        let run = try store.beginRun([
            Enrollment(recipientId: "a", state: .pending, variation: "x"),
            Enrollment(recipientId: "b", state: .pending, variation: "y"),
            Enrollment(recipientId: "c", state: .pending, variation: "y"),
            Enrollment(recipientId: "d", state: .holdout, variation: "x"),
        ])
        let claimed = try store.claim(run: run, limit: 9, now: monday, marker: nil)
        let failed = Settlement(key: claimed[1].key, state: .failed, reason: "blocked", wasHanded: true, attempts: 0)
        let lacking = Settlement(key: claimed[2].key, state: .failed, reason: "no name", wasHanded: false, attempts: 0)
        try store.settle(run: run, [sent(claimed[0]), failed, lacking], now: monday)
        #expect(try store.finish(run: run, at: monday + .minutes(2)) == .partial)
        let execution = try #require(try store.execution(of: run))
        #expect(
            execution.variations == [
                VariationCounts(name: "x", audience: 2, sent: 1, failed: 0),
                VariationCounts(name: "y", audience: 2, sent: 0, failed: 2),
            ])
        #expect(execution.messagesSent == 2)
        #expect(execution.endedAt == monday + .minutes(2))
        let totals = try store.totals(since: monday - TimeSpan(seconds: 1), through: monday)
        #expect(totals.totalRuns == 1 && totals.messagesSent == 2 && totals.delivered == 1)
        #expect(try store.totals(since: monday, through: monday + .days(1)).totalRuns == 0)
    }
}
