import CampaignModel
import GRDB
import Reconciliation
import ScheduleEngine
import StateStore
import TestSupport
import Testing

/// Events and what they owe, as the state file holds them.
struct EventTests {
    private let bench: StateBench

    init() throws { bench = try StateBench() }

    private func declaration(_ id: String = "welcome", status: DeclaredStatus = .active) -> CampaignDeclaration {
        let trigger = Trigger(
            conditions: ["event": .string("signed_up")], delay: Delay(value: 1, unit: .hours))
        var campaign = Samples.campaign(id, type: .triggerBased, schedule: ScheduleDeclaration(triggers: [trigger]))
        campaign.status = status
        return Samples.declaration(campaign)
    }

    private func event(_ id: String, user: String = "u1", minutes: Int64 = 0, name: String = "signed_up") -> Event {
        Event(id: id, event: name, userId: user, at: monday + .minutes(minutes), fields: ["plan": .string(id)])
    }

    private func take(_ events: [Event], into store: StateStore, marks: [SpoolMark] = []) throws -> Int {
        try store.take(events, for: TriggerTable(store.triggered()), marks: marks, at: monday)
    }

    private func decide(_ store: StateStore, minutes: Int64) throws -> [EventPlan] {
        try store.decideEvents(at: monday + .minutes(minutes), only: nil, limit: 1_000)
    }

    @Test func `an event is taken once by its id, and what it owed stays as it was`() throws {
        let store = try bench.open()
        try store.accept(declaration())
        #expect(try take([event("1"), event("2", user: "u2"), event("1", user: "other")], into: store) == 2)
        #expect(try take([event("1", minutes: 30)], into: store) == 0)
        #expect(try store.owed() == ["welcome": monday + .hours(1)])
        #expect(try store.areTaken(events: ["1", "3"]) == [true, false])
        #expect(try store.nextDue()?.at == monday + .hours(1))
    }

    @Test func `what is due becomes one run, of those users, once`() throws {
        let store = try bench.open()
        try store.accept(declaration())
        _ = try take([event("1"), event("2", user: "u2", minutes: 1), event("3", user: "u3", minutes: 9)], into: store)
        #expect(try decide(store, minutes: 59).isEmpty)
        let plan = try #require(try decide(store, minutes: 62).first)
        #expect(plan.parts.map(\.decision.scheduledFor) == [monday + .minutes(61)])
        #expect(try decide(store, minutes: 62).isEmpty)
        let run = try #require(try store.openRuns().first)
        #expect(run.trigger == .event && run.mayOverlap && !run.hasBegun)
        #expect(try store.events(of: run.key) == [event("1"), event("2", user: "u2", minutes: 1)])
        #expect(try store.owed() == ["welcome": monday + .minutes(69)])
    }

    @Test func `what was decided of an event is never decided again`() throws {
        let store = try bench.open()
        try store.accept(declaration())
        _ = try take([event("1")], into: store)
        _ = try decide(store, minutes: 60)
        let raw = try bench.raw()
        #expect(throws: DatabaseError.self) {
            try raw.write { try $0.execute(sql: "UPDATE owed SET state = 0, run = NULL") }
        }
        #expect(throws: DatabaseError.self) {
            try raw.write {
                try $0.execute(sql: "INSERT INTO owed (event, campaign, matched, due_at) VALUES (1, 1, 0, 0)")
            }
        }
    }

    @Test func `a later run of the same moment is moved on by a second`() throws {
        let store = try bench.open()
        try store.accept(declaration())
        _ = try take([event("1")], into: store)
        _ = try decide(store, minutes: 60)
        _ = try take([event("2", user: "u2")], into: store)
        let plan = try #require(try decide(store, minutes: 60).first)
        #expect(plan.parts.map(\.decision.scheduledFor) == [monday + TimeSpan(seconds: 3_601)])
    }

    @Test func `a pause passes by what is due, and a deletion all`() throws {
        let store = try bench.open()
        try store.accept(declaration())
        _ = try take([event("1"), event("2", user: "u2", minutes: 60)], into: store)
        func end(_ reason: String, all: Bool, minutes: Int64) throws {
            var commit = PassCommit(now: monday + .minutes(minutes))
            commit.plans = [
                CampaignPlan(
                    campaignId: "welcome", evaluatedThrough: commit.now, nextDue: nil,
                    passingBy: PassingBy(reason: reason, isForAll: all))
            ]
            try store.apply(commit)
        }
        try end("paused", all: false, minutes: 70)
        try end("deleted", all: true, minutes: 80)
        #expect(try decide(store, minutes: 500).isEmpty)
        let fates = try ["u1", "u2"].map { try store.lastEvents(of: $0, in: "welcome", limit: 1).first?.fate }
        #expect(fates == [.passedOver(reason: "paused"), .passedOver(reason: "deleted")])
        #expect(try store.history(of: "welcome", limit: 9).map(\.status) == [.skipped, .skipped])
    }

    @Test func `a paused campaign's messages wait, and a draft's events owe nothing`() throws {
        let store = try bench.open()
        try store.accept(declaration("paused", status: .paused))
        try store.accept(declaration("draft", status: .draft))
        _ = try take([event("1")], into: store)
        #expect(try store.owed().keys.sorted() == ["paused"])
        #expect(try decide(store, minutes: 100).isEmpty)
        #expect(try store.nextDue() == nil)
    }

    @Test func `how far a file is taken is known with what was taken of it, and forgotten with it`() throws {
        let mark = SpoolMark(
            name: "a.jsonl", stamp: "s", position: 7, line: 1, rejected: "a.jsonl", rejectedLength: 3, isKept: true)
        let store = try bench.open()
        _ = try take([event("1")], into: store, marks: [mark])
        #expect(try store.spoolMarks() == ["a.jsonl": mark])
        try store.forget(spoolFiles: ["a.jsonl"])
        #expect(try store.spoolMarks().isEmpty)
    }

    @Test func `a million owed messages are looked for by hops, not one by one`() throws {
        let store = try bench.open()
        try store.accept(declaration())
        try store.accept(declaration("second"))
        _ = try take((0..<2_000).map { event("\($0)", user: "u\($0)") }, into: store)
        let plan = try bench.raw().read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN SELECT min(campaign) FROM owed WHERE state = 0 AND campaign > 1"
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("SEARCH owed USING INDEX owed_waiting (campaign>?)") }, "\(plan)")
        #expect(try store.owed().count == 2)
    }
}
