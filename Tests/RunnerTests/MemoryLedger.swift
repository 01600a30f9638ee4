import CampaignModel
import Runner
import ScheduleEngine
import Synchronization

/// The ledger's promises without a file.
final class MemoryLedger: Ledger {
    struct Failure: LedgerFailure {}

    struct Row {
        var delivery: ClaimedDelivery
        var state: DeliveryState
        var retryAt: Instant?
        var reason: String?
    }

    struct Run {
        var open: OpenRun
        var declaration: CampaignDeclaration?
        var rows: [Row] = []
        var marker: String?
        var beganAt: Instant?
        var end: ExecutionStatus?
        var error: String?
    }

    private let runs = Mutex<[Run]>([])
    private let failsToClaim = Mutex(false)
    private let holds = Mutex<[String: ChannelHold]>([:])
    private let highest = Mutex(0)

    func add(
        _ declaration: CampaignDeclaration, _ scheduledFor: Instant, priority: Priority = .normal,
        trigger: ExecutionTrigger = .schedule, isPaused: Bool = false, mayOverlap: Bool = false
    ) {
        runs.withLock { runs in
            let open = OpenRun(
                key: Int64(runs.count + 1), campaignId: declaration.campaign.campaignId, scheduledFor: scheduledFor,
                trigger: trigger, priority: priority, hasBegun: false, isPaused: isPaused, mayOverlap: mayOverlap)
            runs.append(Run(open: open, declaration: declaration))
        }
    }

    func breakDown() { failsToClaim.withLock { $0 = true } }

    /// The most recipients that were claimed at one time.
    var mostClaimed: Int { highest.withLock { $0 } }

    func run(_ campaignId: String) -> Run? { runs.withLock { $0.first { $0.open.campaignId == campaignId } } }

    func states(_ campaignId: String) -> [DeliveryState] { run(campaignId)?.rows.map(\.state) ?? [] }

    func change(_ key: Int64, _ body: @Sendable (inout Run) -> Void) { runs.withLock { body(&$0[Int(key) - 1]) } }

    // MARK: Ledger

    func openRuns() -> [OpenRun] {
        let rank: [Priority: Int] = [.high: 0, .normal: 1, .low: 2]
        return runs.withLock { runs in
            runs.filter { $0.end == nil }.map(\.open).sorted { a, b in
                (rank[a.priority] ?? 0, a.scheduledFor, a.campaignId) < (
                    rank[b.priority] ?? 0, b.scheduledFor, b.campaignId
                )
            }
        }
    }

    func events(of run: Int64) -> [Event] { [Event(id: "1", event: "e", userId: "invited", at: Instant(seconds: 0))] }

    func declaration(of run: Int64) -> CampaignDeclaration? { runs.withLock { $0[Int(run) - 1].declaration } }

    func begin(
        run: Int64, at now: Instant, enroll: ((Enrollment) throws -> Void) throws -> Void,
        accept: (_ audience: Int, _ lastAudience: Int?) throws -> Void
    ) throws {
        var rows: [Row] = []
        try enroll { one in
            let delivery = ClaimedDelivery(
                key: run * 100_000 + Int64(rows.count), recipientId: one.recipientId, variation: one.variation,
                fields: one.fields, attempts: 0)
            rows.append(Row(delivery: delivery, state: one.state))
        }
        try accept(rows.count, nil)
        let all = rows
        change(run) {
            $0.rows = all
            $0.beganAt = now
            $0.open.hasBegun = true
        }
    }

    func fail(run: Int64, at now: Instant, reason: String) {
        change(run) {
            $0.end = .failed
            $0.error = reason
        }
    }

    /// These runs have no hourly limit.
    func giveBack(run: Int64, slots: Int, now: Instant) {}

    func balance(run: Int64, now: Instant) -> SlotBalance { SlotBalance(credit: nil, at: nil, spentInLastHour: 0) }

    func claim(
        run: Int64, limit: Int, now: Instant, marker: String?, credit: Int64?, settling: [Settlement] = []
    ) throws -> [ClaimedDelivery] {
        if failsToClaim.withLock({ $0 }) { throw Failure() }
        settle(run: run, settling, now: now)
        return runs.withLock { runs in
            var claimed: [ClaimedDelivery] = []
            for index in runs[Int(run) - 1].rows.indices where claimed.count < limit {
                let row = runs[Int(run) - 1].rows[index]
                guard row.state == .pending, row.retryAt ?? now <= now else { continue }
                runs[Int(run) - 1].rows[index].state = .claimed
                runs[Int(run) - 1].rows[index].retryAt = nil
                claimed.append(row.delivery)
            }
            runs[Int(run) - 1].marker = marker
            let inHand = runs.reduce(0) { $0 + $1.rows.count { $0.state == .claimed } }
            highest.withLock { $0 = max($0, inHand) }
            return claimed
        }
    }

    func leftClaimed(run: Int64) -> (deliveries: [ClaimedDelivery], marker: String?) {
        runs.withLock { runs in
            (runs[Int(run) - 1].rows.filter { $0.state == .claimed }.map(\.delivery), runs[Int(run) - 1].marker)
        }
    }

    func settle(run: Int64, _ settlements: [Settlement], now: Instant) {
        change(run) { run in
            for settlement in settlements {
                let index = Int(settlement.key % 100_000)
                run.rows[index].state = settlement.state
                run.rows[index].retryAt = settlement.retryAt
                run.rows[index].reason = settlement.reason
                if settlement.wasHanded { run.rows[index].delivery.attempts += 1 }
            }
        }
    }

    func recipients(over cap: FrequencyCap, of recipients: [String], run: Int64, now: Instant) -> Set<String> { [] }
    func hold(channel: String, _ hold: ChannelHold) { holds.withLock { $0[channel] = hold } }
    func hold(of channel: String, at now: Instant) -> ChannelHold? {
        holds.withLock { $0[channel].flatMap { $0.isInForce(at: now) ? $0 : nil } }
    }

    func expire(run: Int64, at now: Instant, reason: String) {
        change(run) { run in
            for index in run.rows.indices where run.rows[index].state == .pending { run.rows[index].state = .expired }
        }
    }

    func finish(run: Int64, at now: Instant) -> ExecutionStatus {
        let status = execution(of: run)?.deliveries.finalStatus ?? .failed
        change(run) { $0.end = status }
        return status
    }

    func execution(of run: Int64) -> ExecutionRecord? {
        let run = runs.withLock { $0[Int(run) - 1] }
        var counts = DeliveryCounts()
        for row in run.rows {
            counts.audience += 1
            counts.add(1, to: row.state)
        }
        return ExecutionRecord(
            campaignId: run.open.campaignId, scheduledFor: run.open.scheduledFor, count: 1, status: run.end ?? .running,
            trigger: run.open.trigger, reason: run.error, beganAt: run.beganAt, endedAt: nil, messagesSent: 0,
            deliveries: counts, variations: [])
    }
}
