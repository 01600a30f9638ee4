import CampaignModel
import Runner
import ScheduleEngine
import Synchronization
import TestSupport
import Testing

/// Many runs that may not go now must not keep a pass going.
struct WaitingRunsTests {
    /// Each look at it takes so long that a round over all runs is never done before the tree is looked at again.
    private final class SlowClock: PassClock {
        private let looks = Mutex(0)

        func now() -> Instant { nine }
        func sleep(for duration: Duration) async {}
        func elapsed() -> Duration {
            looks.withLock { looks in
                looks += 1
                return .milliseconds(400 * looks)
            }
        }
    }

    @Test
    func `a pass over runs that all wait for the end of quiet hours ends`() async throws {
        let stage = Stage()
        for number in 0..<20 {
            var declaration = campaign("c\(number)")
            declaration.campaign.deliverySettings.quietHours = QuietHours(start: clock("08:00"), end: clock("10:00"))
            stage.ledger.add(declaration, nine)
        }
        let rounds = Mutex(0)
        let runner = Runner(
            ledger: stage.ledger, outfitter: stage, clock: SlowClock(), zones: TestZones(), deadline: nil,
            isStopped: { rounds.withLock { $0 } > 50 })
        _ = try await runner.execute(only: nil, reconcile: { rounds.withLock { $0 += 1 } }, progress: { _ in })
        #expect(rounds.withLock { $0 } < 20, "it looked at each run once, and ended by itself")
    }
}
