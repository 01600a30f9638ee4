import CampaignModel
import GRDB
import ScheduleEngine
import StateStore
import TestSupport
import Testing

struct LedgerPropertyTests {
    @Test
    func `whatever outcomes come in whatever order, the equation holds at every step`() throws {
        let seed: UInt64 = 1_414_213
        for number in 0..<12 {
            var generator = SeededGenerator(seed: seed &+ UInt64(number))
            try play(&generator, "seed \(seed), run \(number)")
        }
    }

    private func play(_ generator: inout SeededGenerator, _ label: String) throws {
        let bench = try StateBench()
        var store: StateStore? = try bench.open()
        let audience = (0..<generator.number(0...60)).map { number in
            Enrollment(
                recipientId: "u\(number)", state: generator.pick([.pending, .pending, .pending, .suppressed, .holdout]))
        }
        let run = try #require(try store?.beginRun(audience))
        var settled: [String: DeliveryState] = [:]
        var now = monday
        for step in 0..<120 {
            now = now + TimeSpan(seconds: Int64(generator.number(0...40)))
            let isDying = generator.oneIn(6)
            let isOver = try self.step(
                bench, try #require(store), run, now: now, isDying: isDying, settled: &settled, &generator,
                "\(label), step \(step)")
            if isOver { break }
            if isDying {
                store = nil
                store = try bench.open()
            }
        }
        let ledger = try #require(store)
        if generator.oneIn(2) {
            try ledger.expire(run: run, at: now, reason: "late")
            _ = try ledger.finish(run: run, at: now)
        } else {
            try ledger.decide([], now: now, cancel: "cancelled")
        }
        let end = try #require(try ledger.execution(of: run))
        #expect(end.deliveries.pending == 0 && end.deliveries.addsUp, "\(label): \(end.deliveries)")
        #expect(end.deliveries.audience == audience.count)
        try check(bench, ledger, run, settled, "\(label), ended")
    }

    /// One batch: claimed, and settled unless the process dies in between. True once nobody is pending.
    private func step(
        _ bench: StateBench, _ ledger: StateStore, _ run: Int64, now: Instant, isDying: Bool,
        settled: inout [String: DeliveryState], _ generator: inout SeededGenerator, _ label: String
    ) throws -> Bool {
        var hand = try ledger.leftClaimed(run: run).deliveries
        hand += try ledger.claim(run: run, limit: generator.number(1...12), now: now, marker: label)
        try check(bench, ledger, run, settled, "\(label), claimed")
        let twice = hand.filter { settled[$0.recipientId] != nil }.map(\.recipientId)
        try #require(twice.isEmpty, "\(label): taken in hand again \(twice)")
        if isDying { return false }
        let settlements = hand.map { outcome(of: $0, now: now, &generator) }
        for (delivery, settlement) in zip(hand, settlements) where settlement.state != .pending {
            settled[delivery.recipientId] = settlement.state
        }
        try ledger.settle(run: run, settlements, now: now)
        try check(bench, ledger, run, settled, "\(label), settled")
        return try ledger.execution(of: run)?.deliveries.pending == 0
    }

    private func outcome(
        of delivery: ClaimedDelivery, now: Instant, _ generator: inout SeededGenerator
    ) -> Settlement {
        func settlement(_ state: DeliveryState, _ reason: String? = nil, handed: Bool = true) -> Settlement {
            Settlement(key: delivery.key, state: state, reason: reason, wasHanded: handed, attempts: delivery.attempts)
        }
        switch generator.number(0...9) {
        case 0...2: return settlement(.sent)
        case 3: return settlement(.failed, "blocked")
        case 4: return settlement(.failed, "no name", handed: false)
        case 5: return settlement(.uncertain, "time-out")
        case 6:
            var stopped = settlement(.pending, "disk full", handed: false)
            stopped.retryAt = now
            return stopped
        default: return retry(delivery, at: now + TimeSpan(seconds: Int64(generator.number(1...90))))
        }
    }

    /// Counters and rows agree, and what was settled stays as it was.
    private func check(
        _ bench: StateBench, _ store: StateStore, _ run: Int64, _ settled: [String: DeliveryState], _ label: String
    ) throws {
        let kept = try #require(try store.execution(of: run)).deliveries
        var counted = DeliveryCounts()
        var states: [String: DeliveryState] = [:]
        try bench.raw().read { db in
            for row in try Row.fetchAll(
                db, sql: "SELECT state, count(*) FROM delivery WHERE run = ? GROUP BY state", arguments: [run])
            {
                counted.audience += row[1] as Int
                counted.add(row[1], to: try #require(DeliveryState(rawValue: row[0])))
            }
            let rows = "SELECT recipient, state FROM delivery WHERE run = ?"
            for row in try Row.fetchAll(db, sql: rows, arguments: [run]) {
                states[row[0]] = DeliveryState(rawValue: row[1])
            }
        }
        try #require(kept.addsUp && kept == counted, "\(label): kept \(kept), counted \(counted)")
        for (recipient, state) in settled {
            try #require(states[recipient] == state, "\(label): \(recipient) was \(state)")
        }
    }
}
