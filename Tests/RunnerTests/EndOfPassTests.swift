import CampaignModel
import Runner
import ScheduleEngine
import TestSupport
import Testing

/// What ends a pass before all is sent, and what is left then.
struct EndOfPassTests {
    private let stage = Stage()

    private func add(_ id: String, count: Int, trigger: ExecutionTrigger = .schedule, expireAfter: TimeSpan? = nil) {
        stage.audience(id, count: count)
        stage.ledger.add(campaign(id, expireAfter: expireAfter), nine, trigger: trigger)
    }

    @Test
    func `with no time nothing begins`() async throws {
        add("a", count: 1)
        let report = try await stage.execute(deadline: .zero)
        #expect(stage.batches.isEmpty && !report.cameTo("a", scheduledFor: nine))
        #expect(stage.ledger.openRuns().map(\.hasBegun) == [false])
    }

    @Test
    func `when the time is up the batch in flight is settled and none begins`() async throws {
        add("a", count: 2_000)
        stage.afterBatch { $0.advance(10) }
        let report = try await stage.execute(deadline: .seconds(15))
        #expect(stage.batches.count == 2)
        #expect(stage.ledger.states("a").count { $0 == .sent } == 1_000)
        #expect(stage.ledger.states("a").count { $0 == .pending } == 1_000)
        #expect(!report.hasFailures, "running on in the next pass is no failure")
    }

    @Test
    func `asked to stop, the pass settles its batch and ends`() async throws {
        add("a", count: 2_000)
        add("b", count: 1)
        stage.afterBatch { $0.stop() }
        try await stage.execute()
        #expect(stage.batches == ["a"])
        #expect(stage.ledger.states("a").count { $0 == .sent } == 500)
        #expect(stage.ledger.states("a").count { $0 == .claimed } == 0)
        #expect(stage.ledger.states("b").isEmpty)
    }

    @Test
    func `a channel that stops settles nobody as failed, and the next pass tries again`() async throws {
        add("a", count: 1_200)
        add("b", count: 1)
        stage.answer { message, _ in message.campaignId == "a" ? .channelStopped(reason: "disk full") : .sent }
        let report = try await stage.execute()
        #expect(stage.batches == ["a", "b"], "other runs go on")
        #expect(stage.ledger.states("a").allSatisfy { $0 == .pending })
        #expect(report.hasFailures)
        #expect(report.stops.map(\.campaignId) == ["a"])
        #expect(report.stops.map(\.reason) == ["disk full"])
        #expect(stage.ledger.run("a")?.rows.first?.delivery.attempts == 0, "no try is used up")
        stage.answer { _, _ in .sent }
        let next = try await stage.execute()
        #expect(stage.ledger.states("a").allSatisfy { $0 == .sent })
        #expect(!next.hasFailures)
    }

    @Test
    func `what was accepted before the channel stopped in the same batch stays accepted`() async throws {
        stage.audience("a", ["u1", "u2", "u3"])
        stage.ledger.add(campaign("a"), nine)
        stage.answer { message, _ in message.recipientId == "u1" ? .sent : .channelStopped(reason: "401") }
        try await stage.execute()
        #expect(stage.ledger.states("a") == [.sent, .pending, .pending])
    }

    @Test
    func `a channel that isn't ready claims nobody`() async throws {
        add("a", count: 3)
        stage.trouble("prepare")
        let report = try await stage.execute()
        #expect(stage.ledger.states("a") == [.pending, .pending, .pending])
        #expect(report.stops.map(\.reason) == ["no prepare"])
        stage.mend("prepare")
        try await stage.execute()
        #expect(stage.ledger.states("a") == [.sent, .sent, .sent])
    }

    @Test
    func `a transient refusal is tried again by the pass that finds it due`() async throws {
        stage.audience("a", ["u1", "u2"])
        stage.ledger.add(campaign("a"), nine)
        stage.answer { message, attempt in
            message.recipientId == "u2" && attempt == 1 ? .transient(reason: "busy") : .sent
        }
        let first = try await stage.execute()
        #expect(stage.ledger.states("a") == [.sent, .pending])
        #expect(!first.hasFailures)
        stage.advance(29)
        try await stage.execute()
        #expect(stage.delivered.count == 2, "not before its time")
        stage.advance(9)
        try await stage.execute()
        #expect(stage.delivered == ["a/u1", "a/u2", "a/u2"])
        #expect(stage.ledger.run("a")?.end == .success)
    }

    @Test
    func `after the last try it has failed, and the pass says so`() async throws {
        add("a", count: 1)
        stage.answer { _, _ in .transient(reason: "busy") }
        for _ in 0..<2 {
            #expect(try await !stage.execute().hasFailures)
            stage.advance(3_600)
        }
        #expect(try await stage.execute().hasFailures)
        #expect(stage.delivered.count == 3)
        #expect(stage.ledger.run("a")?.rows.first?.reason == "busy")
        #expect(stage.ledger.run("a")?.end == .failed)
    }

    @Test
    func `a recipient whose message can't be made fails with the reason, and the others go on`() async throws {
        stage.audience("a", ["u1", "u2", "u3"])
        stage.ledger.add(campaign("a"), nine)
        stage.refuse(toCompose: "u2")
        let report = try await stage.execute()
        #expect(stage.ledger.states("a") == [.sent, .failed, .sent])
        #expect(stage.ledger.run("a")?.rows[1].reason == "lacks a name")
        #expect(stage.ledger.run("a")?.rows[1].delivery.attempts == 0, "no channel was given it")
        #expect(stage.ledger.run("a")?.end == .partial)
        #expect(report.hasFailures)
    }

    @Test
    func `where nobody's message can be made, the channel is not asked`() async throws {
        stage.audience("a", ["u1"])
        stage.ledger.add(campaign("a"), nine)
        stage.refuse(toCompose: "u1")
        try await stage.execute()
        #expect(stage.batches.isEmpty)
        #expect(stage.ledger.run("a")?.end == .failed)
    }

    @Test
    func `a source that breaks fails its own run alone`() async throws {
        add("a", count: 3)
        stage.trouble("audience")
        let report = try await stage.execute()
        #expect(stage.ledger.run("a")?.end == .failed)
        #expect(stage.ledger.run("a")?.error == "no audience")
        #expect(stage.ledger.states("a").isEmpty)
        #expect(report.hasFailures)
    }

    @Test
    func `a ledger that breaks ends the pass`() async throws {
        add("a", count: 3)
        add("b", count: 3)
        stage.ledger.breakDown()
        await #expect(throws: MemoryLedger.Failure.self) { try await stage.execute() }
        #expect(stage.batches.isEmpty)
    }

    @Test(
        arguments: [
            (.schedule, 600, .sent), (.schedule, 601, .expired), (.catchUp, 601, .sent),
        ] as [(ExecutionTrigger, Int64, DeliveryState)])
    func `expireAfter counts from scheduledFor, in a catch-up from the run's beginning`(
        trigger: ExecutionTrigger, late: Int64, state: DeliveryState
    ) async throws {
        add("a", count: 2, trigger: trigger, expireAfter: .minutes(10))
        stage.advance(late)
        try await stage.execute()
        #expect(stage.ledger.states("a") == [state, state])
        #expect(stage.ledger.openRuns().isEmpty)
    }

    @Test
    func `what waits too long for its retry expires`() async throws {
        add("a", count: 1, trigger: .catchUp, expireAfter: .minutes(10))
        stage.answer { _, _ in .transient(reason: "busy") }
        stage.advance(3_000)
        try await stage.execute()
        stage.advance(601)
        try await stage.execute()
        #expect(stage.ledger.states("a") == [.expired])
        #expect(stage.delivered.count == 1)
    }
}
