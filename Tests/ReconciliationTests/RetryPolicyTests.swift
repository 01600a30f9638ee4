import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

struct RetryPolicyTests {
    private let now = at("2026-06-01T09:00:00Z")

    private func policy(
        _ type: ChannelDeclaration.Kind = .outbox, retry: Retry? = nil, onUncertain: UncertainPolicy? = nil
    ) -> RetryPolicy {
        var campaign = Samples.campaign()
        campaign.deliverySettings.retry = retry
        campaign.deliverySettings.onUncertain = onUncertain
        return RetryPolicy(Samples.declaration(campaign, channel: ChannelDeclaration(id: "c", type: type)))
    }

    private func settle(
        _ policy: RetryPolicy, _ outcome: Outcome, attempts: Int = 0, id: String = "user1"
    ) -> Settlement {
        policy.settlement(of: outcome, delivery: Samples.delivery(id, attempts: attempts), now: now)
    }

    @Test
    func `what was accepted is sent, and what was refused for good has failed with its reason`() {
        #expect(settle(policy(), .sent) == Settlement(key: 1, state: .sent, wasHanded: true, attempts: 0))
        let refused = settle(policy(), .permanent(reason: "blocked"), attempts: 1)
        #expect(refused == Settlement(key: 1, state: .failed, reason: "blocked", wasHanded: true, attempts: 1))
    }

    @Test(arguments: [(nil, 3), (1, 1), (2, 2), (5, 5)] as [(Int?, Int)])
    func `attempts counts all tries, the first among them`(declared: Int?, tries: Int) {
        let policy = policy(retry: Retry(attempts: declared))
        for attempts in 0..<tries {
            let settlement = settle(policy, .transient(reason: "busy"), attempts: attempts)
            #expect(settlement.state == (attempts + 1 < tries ? .pending : .failed))
            #expect((settlement.retryAt != nil) == (attempts + 1 < tries))
            #expect(settlement.reason == "busy")
            #expect(settlement.wasHanded)
        }
    }

    @Test(arguments: [(0, 30), (1, 60), (2, 120), (3, 240), (9, 15_360), (40, 30_720)] as [(Int, Int64)])
    func `the wait doubles with each try, by up to a quarter more`(attempts: Int, seconds: Int64) throws {
        let policy = policy(retry: Retry(attempts: 100))
        var waits: Set<Int64> = []
        for number in 0..<200 {
            let settlement = settle(policy, .transient(reason: "busy"), attempts: attempts, id: "user\(number)")
            let wait = (try #require(settlement.retryAt) - now).seconds
            #expect(wait >= seconds && wait <= seconds + seconds / 4)
            waits.insert(wait)
        }
        #expect(waits.count > 5, "recipients refused together must not come back together")
    }

    @Test
    func `no wait is longer than a day and a quarter, however long the backoff`() throws {
        for backoff in [TimeSpan.hours(20), .days(1), .days(365_000)] {
            let policy = policy(retry: Retry(attempts: 100, backoff: backoff))
            for attempts in [0, 5, 50] {
                let settlement = settle(policy, .transient(reason: "busy"), attempts: attempts, id: "user\(attempts)")
                #expect((try #require(settlement.retryAt) - now).seconds <= 108_000)
            }
        }
    }

    @Test
    func `the same recipient waits as long in a rehearsal as in the run`() {
        let outcome = Outcome.transient(reason: "busy")
        #expect(settle(policy(), outcome).retryAt == settle(policy(), outcome).retryAt)
    }

    @Test(
        arguments: [
            (ChannelDeclaration.Kind.webhook, nil, DeliveryState.pending), (.command, nil, .pending),
            (.telegram, nil, .uncertain), (.email, nil, .uncertain), (.outbox, nil, .uncertain),
            (.webhook, .skip, .uncertain), (.telegram, .resend, .pending),
        ] as [(ChannelDeclaration.Kind, UncertainPolicy?, DeliveryState)])
    func `what got no answer goes again where the channel carries the key, unless it is declared`(
        type: ChannelDeclaration.Kind, declared: UncertainPolicy?, state: DeliveryState
    ) {
        let policy = policy(type, onUncertain: declared)
        #expect(settle(policy, .uncertain(reason: "time-out")).state == state)
        // Unanswered to the last try: uncertain, not failed.
        #expect(settle(policy, .uncertain(reason: "time-out"), attempts: 2).state == .uncertain)
    }

    @Test
    func `a channel that stops settles nobody and uses up no try`() {
        let settlement = settle(policy(), .channelStopped(reason: "disk full"), attempts: 2)
        #expect(settlement.state == .pending)
        #expect(settlement.retryAt == now)
        #expect(!settlement.wasHanded)
    }

    @Test
    func `what a killed process had in hand is settled by what the channel knows of it`() {
        let delivery = Samples.delivery(attempts: 2)
        let policy = policy()
        #expect(policy.settlement(of: Recovery.sent, delivery: delivery, now: now).state == .sent)
        let never = policy.settlement(of: Recovery.neverLeft, delivery: delivery, now: now)
        #expect(never == Settlement(key: 1, state: .pending, retryAt: now, wasHanded: false, attempts: 2))
        #expect(policy.settlement(of: Recovery.unknown, delivery: delivery, now: now).state == .uncertain)
        let webhook = self.policy(.webhook)
        #expect(webhook.settlement(of: Recovery.unknown, delivery: Samples.delivery(), now: now).state == .pending)
    }
}
