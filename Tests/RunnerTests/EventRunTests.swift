import CampaignModel
import Runner
import ScheduleEngine
import TestSupport
import Testing

/// Runs that events make, and a pass that has not looked at everything yet.
struct EventRunTests {
    private let stage = Stage()

    @Test func `a run that events made goes to their users alone`() async throws {
        stage.audience("daily-tips", ["everybody"])
        stage.ledger.add(Samples.declaration(), stage.now(), trigger: .event)
        _ = try await stage.execute()
        #expect(stage.delivered == ["daily-tips/invited"])
    }

    @Test func `with nothing left to send a pass looks again as long as something is left to look at`() async throws {
        var looks = 0
        _ = try await stage.execute(
            reconcile: {
                looks += 1
                if looks == 2 { stage.ledger.add(Samples.declaration(), stage.now(), trigger: .event) }
            },
            hasMore: { looks < 3 })
        #expect(looks == 3)
        #expect(stage.delivered == ["daily-tips/invited"])
    }

    @Test func `a pass that is to end doesn't look again`() async throws {
        stage.stop()
        var looks = 0
        _ = try await stage.execute(reconcile: { looks += 1 }, hasMore: { true })
        #expect(looks == 0)
    }
}
