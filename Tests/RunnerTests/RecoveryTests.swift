import CampaignModel
import Runner
import ScheduleEngine
import TestSupport
import Testing

/// A run that an earlier process left in the middle.
struct RecoveryTests {
    private let stage = Stage()

    /// The run has begun, and its first two recipients are in the hands of a process that is gone.
    private init() throws {
        stage.audience("a", ["u1", "u2", "u3"])
        stage.ledger.add(campaign("a"), nine)
        try stage.ledger.begin(
            run: 1, at: nine,
            enroll: { enroll in
                for id in ["u1", "u2", "u3"] { try enroll(Enrollment(recipientId: id, state: .pending)) }
            }, accept: { _, _ in })
        _ = try stage.ledger.claim(run: 1, limit: 2, now: nine, marker: "7:99", credit: nil)
    }

    @Test
    func `what is there is sent, and what never left goes once`() async throws {
        stage.recovery { $0.recipientId == "u1" ? .sent : .neverLeft }
        try await stage.execute()
        #expect(stage.recovered == ["u1 7:99", "u2 7:99"])
        #expect(stage.delivered.sorted() == ["a/u2", "a/u3"])
        #expect(stage.ledger.states("a") == [.sent, .sent, .sent])
        #expect(stage.ledger.run("a")?.end == .success)
    }

    @Test
    func `what nobody can know is uncertain on a channel that can't repeat it`() async throws {
        stage.recovery { _ in .unknown }
        let report = try await stage.execute()
        #expect(stage.delivered == ["a/u3"])
        #expect(stage.ledger.states("a") == [.uncertain, .uncertain, .sent])
        #expect(stage.ledger.run("a")?.end == .partial)
        #expect(report.hasFailures)
    }

    @Test
    func `what nobody can know is sent again where that is declared`() async throws {
        stage.ledger.change(1) { $0.declaration?.campaign.deliverySettings.onUncertain = .resend }
        stage.recovery { _ in .unknown }
        try await stage.execute()
        stage.advance(60)
        try await stage.execute()
        #expect(stage.delivered.sorted() == ["a/u1", "a/u2", "a/u3"])
        #expect(stage.ledger.states("a") == [.sent, .sent, .sent])
    }

    @Test(arguments: ["recover", "open"])
    func `while the channel can't be asked, the run stays as it is`(place: String) async throws {
        stage.trouble(place)
        let report = try await stage.execute()
        #expect(stage.ledger.states("a") == [.claimed, .claimed, .pending])
        #expect(stage.delivered.isEmpty)
        #expect(report.stops.map(\.reason) == ["no \(place)"])
        #expect(stage.ledger.run("a")?.end == nil)
        stage.mend(place)
        try await stage.execute()
        #expect(stage.ledger.run("a")?.end == .success)
    }

    @Test
    func `the audience is not fixed a second time`() async throws {
        stage.audience("a", ["u1", "u2", "u3", "u4"])
        try await stage.execute()
        #expect(stage.ledger.states("a").count == 3)
    }
}
