import CampaignModel
import Runner
import ScheduleEngine
import TestSupport
import Testing

/// Which run goes when.
struct OrderTests {
    private let stage = Stage()

    private func add(
        _ id: String, _ minutes: Int64 = 0, _ priority: Priority = .normal, isPaused: Bool = false,
        mayOverlap: Bool = false
    ) {
        stage.audience(id, count: 2)
        stage.ledger.add(
            campaign(id), nine + .minutes(minutes), priority: priority, isPaused: isPaused, mayOverlap: mayOverlap)
    }

    @Test
    func `runs go by priority, then by scheduled time, then by id`() async throws {
        add("low", -9, .low)
        add("b", -1)
        add("c", -2)
        add("a", -1)
        add("high", 0, .high)
        let report = try await stage.execute()
        #expect(stage.batches == ["high", "c", "a", "b", "low"])
        #expect(report.cameTo("c", scheduledFor: nine - .minutes(2)))
        #expect(!report.hasFailures && report.stops.isEmpty)
    }

    @Test
    func `a run waits for an earlier run of its campaign that waits itself`() async throws {
        add("a", -60)
        add("a", 0)
        stage.answer { _, attempt in attempt == 1 ? .transient(reason: "busy") : .sent }
        try await stage.execute()
        #expect(stage.batches == ["a"])
        #expect(stage.ledger.openRuns().map(\.hasBegun) == [true, false])
        stage.advance(600)
        try await stage.execute()
        #expect(stage.ledger.openRuns().isEmpty, "once the first is over the second follows in the same pass")
        #expect(stage.batches == ["a", "a", "a"])
    }

    @Test
    func `overlap allow lets a run go beside an earlier one`() async throws {
        add("a", -60, mayOverlap: true)
        add("a", 0, mayOverlap: true)
        stage.answer { message, _ in message.scheduledFor == nine ? .sent : .transient(reason: "busy") }
        try await stage.execute()
        #expect(stage.ledger.openRuns().map(\.scheduledFor) == [nine - .hours(1)])
    }

    @Test
    func `runs of a paused campaign wait, begun or not`() async throws {
        add("a", isPaused: true)
        add("b")
        try await stage.execute()
        #expect(stage.batches == ["b"])
        #expect(stage.ledger.run("a")?.open.hasBegun == false)
        stage.ledger.change(1) { $0.open.isPaused = false }
        try await stage.execute()
        #expect(stage.ledger.openRuns().isEmpty)
    }

    @Test
    func `a pass over one campaign alone leaves the others be`() async throws {
        add("a")
        add("b")
        let report = try await stage.execute(only: ["b"])
        #expect(stage.batches == ["b"])
        #expect(report.cameTo("b", scheduledFor: nine) && !report.cameTo("a", scheduledFor: nine))
    }

    @Test
    func `what comes due during a long run and goes before it has its turn at the next slice`() async throws {
        stage.audience("long", count: 12_000)
        stage.ledger.add(campaign("long"), nine, priority: .low)
        stage.audience("urgent", count: 1)
        stage.afterBatch { $0.advance(1) }
        var rounds = 0
        try await stage.execute(reconcile: {
            rounds += 1
            if rounds == 1 { stage.ledger.add(campaign("urgent"), stage.now(), priority: .high) }
        })
        let turn = try #require(stage.batches.firstIndex(of: "urgent"))
        #expect(turn <= 8, "\(stage.batches)")
        #expect(stage.batches.count == 25)
        #expect(rounds >= 3)
        #expect(stage.ledger.openRuns().isEmpty)
    }

    @Test
    func `a run that a reconciliation pauses stops at the slice`() async throws {
        stage.audience("long", count: 12_000)
        stage.ledger.add(campaign("long"), nine)
        stage.afterBatch { $0.advance(1) }
        try await stage.execute(reconcile: { stage.ledger.change(1) { $0.open.isPaused = true } })
        #expect(stage.batches.count == 8)
        #expect(stage.ledger.states("long").count { $0 == .claimed } == 0)
    }

    @Test
    func `a short pass doesn't reconcile twice`() async throws {
        add("a")
        add("b")
        try await stage.execute(reconcile: { Issue.record("within one second") })
    }
}
