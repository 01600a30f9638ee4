import CampaignModel
import GRDB
import Reconciliation
import ScheduleEngine
import StateStore
import TestSupport
import Testing

/// An occurrence is decided once, ever: the file's own constraints hold that.
struct DecisionTests {
    private let bench: StateBench
    private let store: StateStore

    init() throws {
        bench = try StateBench()
        store = try bench.open()
    }

    private func hour(_ number: Int64) -> Instant { monday + .hours(number) }

    @Test
    func `what a pass decides is there for the next, the campaign with it`() throws {
        let declaration = Samples.declaration(text: "Hi {{name}}", fields: ["name"])
        try store.accept(declaration, [skip(hour(-3), through: hour(-1), count: 3), run(hour(0))], nextDue: hour(1))
        let accepted = try #require(try store.accepted("daily-tips"))
        #expect(accepted.declaration == declaration)
        #expect(accepted.record.terms == ScheduleTerms(declaration))
        #expect(accepted.record.decidedRuns == 1)
        #expect(accepted.record.openRuns == 1)
        #expect(accepted.record.waitingRuns == 1)
        #expect(accepted.record.nextDue == hour(1))
        #expect(try store.dueRecords(at: hour(0)).isEmpty)
        #expect(try store.dueRecords(at: hour(1)).map(\.campaignId) == ["daily-tips"])
        #expect(try store.passMemory().decidedThrough == monday)
        let history = try store.history(of: "daily-tips", limit: 10)
        #expect(history.map(\.status) == [.pending, .skipped])
        #expect(history.map(\.count) == [1, 3])
    }

    @Test(arguments: [-3, -2, -1, 0] as [Int64])
    func `a second decision of an occurrence is refused, within a folded range too`(hours: Int64) throws {
        try store.accept(Samples.declaration(), [skip(hour(-3), through: hour(-1), count: 3), run(hour(0))])
        #expect(throws: StateError.self) { try store.decide([run(hour(hours))], now: hour(5)) }
        #expect(throws: StateError.self) {
            try store.decide([skip(hour(hours), through: hour(9), count: 2)], now: hour(9))
        }
        #expect(try store.accepted("daily-tips")?.record.evaluatedThrough == monday, "all of the pass or nothing")
        #expect(try store.history(of: "daily-tips", limit: 10).count == 2)
        try store.decide([run(hour(1))], now: hour(1))
    }

    @Test
    func `a range that reaches over a decided occurrence is refused`() throws {
        try store.accept(Samples.declaration(), [run(hour(0))])
        let over = skip(hour(-1), through: hour(1), count: 3)
        #expect(throws: StateError.self) { try store.decide([over], now: hour(2)) }
        try store.decide([skip(hour(-2), through: hour(-1), count: 2)], now: hour(2))
    }

    @Test
    func `two campaigns may have occurrences at one instant`() throws {
        try store.accept(Samples.declaration(Samples.campaign("a")), [run(hour(0))])
        try store.accept(Samples.declaration(Samples.campaign("b")), [run(hour(0))])
        #expect(try store.openRuns().map(\.campaignId) == ["a", "b"])
    }

    @Test
    func `a pass is stored whole or not at all`() throws {
        try store.accept(Samples.declaration(Samples.campaign("a")), [run(hour(0))])
        var commit = PassCommit(now: hour(1))
        commit.plans = ["a", "nobody"].map {
            CampaignPlan(campaignId: $0, decisions: [run(hour(1))], evaluatedThrough: hour(1), nextDue: nil)
        }
        #expect(throws: StateError.self) { try store.apply(commit) }
        #expect(try store.openRuns().count == 1)
        #expect(try store.passMemory().decidedThrough == monday)
    }

    @Test
    func `evaluated_through never goes back, whoever writes`() throws {
        try store.accept(now: hour(5))
        try store.decide([], now: hour(2))
        #expect(try store.accepted("daily-tips")?.record.evaluatedThrough == hour(5))
        #expect(try store.passMemory().decidedThrough == hour(5))
        #expect(throws: DatabaseError.self) {
            try bench.raw().write {
                try $0.execute(sql: "UPDATE progress SET evaluated_through = evaluated_through - 1")
            }
        }
    }

    @Test
    func `a pass over some campaigns alone decides no time for the others`() throws {
        try store.accept()
        var commit = PassCommit(now: hour(3))
        commit.decidesAll = false
        try store.apply(commit)
        #expect(try store.passMemory().decidedThrough == monday)
    }

    @Test
    func `open runs stand by priority, then by scheduled time, then by id`() throws {
        for (id, priority, hours) in [
            ("d", Priority.normal, 2), ("c", .normal, 1), ("b", .low, 0), ("a", .low, 0), ("e", .high, 3),
        ] as [(String, Priority, Int64)] {
            var campaign = Samples.campaign(id)
            campaign.deliverySettings.priority = priority
            try store.accept(Samples.declaration(campaign), [run(hour(hours))])
        }
        #expect(try store.openRuns().map(\.campaignId) == ["e", "c", "d", "a", "b"])
    }

    @Test
    func `a deletion ends what is open and keeps the history, and a return keeps the count of runs`() throws {
        let key = try store.beginRun(pending(3))
        let claimed = try store.claim(run: key, limit: 1, now: monday, marker: nil)
        try store.settle(run: key, claimed.map(sent), now: monday)
        try store.decide([], now: hour(1), cancel: "the campaign's file was deleted", action: .delete)

        #expect(try store.accepted("daily-tips") == nil)
        #expect(try store.allRecords().isEmpty)
        #expect(try store.openRuns().isEmpty)
        #expect(try store.knownIds() == ["daily-tips"])
        let execution = try #require(try store.history(of: "daily-tips", limit: 10).first)
        #expect(execution.status == .cancelled)
        #expect(execution.reason == "the campaign's file was deleted")
        #expect(execution.deliveries.sent == 1 && execution.deliveries.cancelled == 2 && execution.deliveries.addsUp)
        #expect(execution.endedAt == hour(1))

        let left = try #require(try store.deletedRecord("daily-tips"))
        #expect(left.decidedRuns == 1 && left.evaluatedThrough == hour(1))
        try store.accept(now: hour(2))
        #expect(try store.deletedRecord("daily-tips") == nil)
        #expect(try store.accepted("daily-tips")?.record.decidedRuns == 1)
        #expect(try store.history(of: "daily-tips", limit: 10).count == 1)
        #expect(throws: StateError.self) { try store.decide([run(monday)], now: hour(3)) }
    }

    @Test
    func `a run that only waited is cancelled with its campaign`() throws {
        try store.accept(Samples.declaration(), [run(hour(0))])
        try store.decide([], now: hour(1), cancel: "the campaign was cancelled")
        #expect(try store.openRuns().isEmpty)
        let execution = try #require(try store.history(of: "daily-tips", limit: 1).first)
        #expect(execution.status == .cancelled)
        #expect(execution.reason == "the campaign was cancelled")
    }

    @Test
    func `a newer occurrence replaces the open run in the same transaction`() throws {
        _ = try store.beginRun(pending(2))
        try store.decide([run(hour(1))], now: hour(1), cancel: "replaced")
        #expect(try store.openRuns().map(\.scheduledFor) == [hour(1)])
    }
}
