import CampaignModel
import Reconciliation
import Runner
import ScheduleEngine
import Synchronization
import TestSupport
import Testing

/// Channels that take one message at a time, several at once.
struct MessageStreamTests {
    private func stage(_ count: Int, concurrency: Int = 8, messagesPerSecond: Double? = nil) -> Stage {
        let stage = Stage()
        stage.takeMessages(concurrency: concurrency)
        stage.ledger.add(campaign("a", messagesPerSecond: messagesPerSecond), nine)
        stage.audience("a", count: count)
        return stage
    }

    @Test
    func `everybody gets it once, and never more are under way than the channel takes`() async throws {
        let stage = stage(500, concurrency: 8)
        try await stage.execute()
        #expect(stage.delivered.count == 500 && Set(stage.delivered).count == 500)
        #expect(stage.mostUnderWay == 8)
        #expect(stage.ledger.run("a")?.end == .success)
    }

    @Test
    func `what is claimed is never more than may be under way`() async throws {
        let stage = stage(300, concurrency: 8)
        let most = Mutex(0)
        stage.answer { _, _ in
            let claimed = stage.ledger.states("a").count { $0 == .claimed }
            most.withLock { $0 = max($0, claimed) }
            return .sent
        }
        // The answer is asked for with the stage locked, and the ledger has a lock of its own.
        try await stage.execute()
        #expect(most.withLock { $0 } == 8)
    }

    @Test
    func `a slow answer keeps nobody else waiting`() async throws {
        let stage = stage(100, concurrency: 4)
        stage.answer { message, attempt in
            message.recipientId == "u0" && attempt == 1 ? .transient(reason: "busy") : .sent
        }
        try await stage.execute()
        #expect(stage.delivered.count == 100)
        #expect(stage.ledger.states("a").count { $0 == .sent } == 99)
        #expect(stage.ledger.run("a")?.rows[0].state == .pending)
    }

    @Test(arguments: [1.0, 7, 30, 47, 250, 1_000, 0.4])
    func `no second sees more than the limit a second, wherever it begins and however it is asked`(rate: Double) {
        let seed: UInt64 = 30
        var generator = SeededGenerator(seed: seed)
        var pace = Pace(messagesPerSecond: rate)
        var now = Duration.zero
        var sent: [Duration] = []
        for _ in 0..<2_000 {
            let available = pace.available(at: now)
            let taken = Int.random(in: 0...max(available, 0), using: &generator)
            pace.spend(taken, at: now)
            sent += Array(repeating: now, count: taken)
            now +=
                Bool.random(using: &generator)
                ? pace.next - now : .microseconds(Int.random(in: 0...300_000, using: &generator))
        }
        #expect(sent.count > 100)
        var first = 0
        for (index, time) in sent.enumerated() {
            while time - sent[first] >= .seconds(1) { first += 1 }
            #expect(index - first + 1 <= max(1, Int(rate)), "seed \(seed), \(rate) a second, at \(time)")
        }
    }

    @Test(arguments: [true, false])
    func `a limit a second is waited for within the pass`(takesBatches: Bool) async throws {
        let stage = Stage()
        if !takesBatches { stage.takeMessages(concurrency: 50) }
        stage.ledger.add(campaign("a", messagesPerSecond: 7), nine)
        stage.audience("a", count: 100)
        try await stage.execute()
        #expect(stage.delivered.count == 100)
        #expect((Duration.seconds(14)...Duration.seconds(30)).contains(stage.elapsed()))
    }

    @Test
    func `a high limit goes in groups and keeps to the second all the same`() {
        for rate in [1, 3, 19, 20, 47, 100, 333, 1_000, 12_345] {
            let pace = Pace(messagesPerSecond: Double(rate))
            let groups = Int((Duration.seconds(1) / pace.interval).rounded())
            #expect(groups * pace.group <= rate, "\(rate) a second")
            #expect(groups * pace.group * 10 >= rate * 9, "\(rate) a second")
        }
    }

    @Test
    func `a limit far below one a second ends the pass, and the next one knows`() async throws {
        let stage = stage(3, messagesPerSecond: 0.01)
        try await stage.execute()
        #expect(stage.delivered.count == 1)
        try await stage.execute()
        #expect(stage.delivered.count == 1, "the clock hasn't moved")
        stage.advance(101)
        try await stage.execute()
        #expect(stage.delivered.count == 2)
    }

    @Test
    func `a channel that is asked too often is left alone for as long as it says, and nobody's tries are used up`()
        async throws
    {
        let stage = stage(20, concurrency: 4)
        stage.ledger.add(campaign("b"), nine)
        stage.audience("b", count: 2)
        stage.answer { message, attempt in
            message.recipientId == "u9" && attempt == 1
                ? .channelHeld(reason: "HTTP 429", duration: .minutes(5)) : .sent
        }
        let report = try await stage.execute()
        #expect(report.hasFailures == false)
        #expect(stage.ledger.states("a").contains(.pending))
        #expect(!stage.ledger.states("a").contains(.claimed))
        #expect(stage.delivered.allSatisfy { $0.hasPrefix("a/") }, "another campaign's messages wait too")
        let soFar = stage.delivered.count
        stage.advance(299)
        try await stage.execute()
        #expect(stage.delivered.count == soFar)
        stage.advance(1)
        try await stage.execute()
        #expect(stage.ledger.states("a").allSatisfy { $0 == .sent })
        #expect(stage.ledger.states("b").allSatisfy { $0 == .sent })
        #expect(stage.ledger.run("a")?.rows[9].delivery.attempts == 1)
    }

    @Test
    func `a refused login settles nobody, and the pass says so`() async throws {
        let stage = stage(50, concurrency: 4)
        stage.answer { _, _ in .channelStopped(reason: "HTTP 401") }
        let report = try await stage.execute()
        #expect(report.hasFailures)
        #expect(stage.delivered.count <= 8)
        #expect(stage.ledger.states("a").allSatisfy { $0 == .pending })
    }

    @Test
    func `once it is told to stop, what is under way is settled and nothing more begins`() async throws {
        let stage = stage(500, concurrency: 8)
        stage.answer { message, _ in
            if message.recipientId == "u20" { Task { stage.stop() } }
            return .sent
        }
        try await stage.execute()
        let states = stage.ledger.states("a")
        #expect(!states.contains(.claimed))
        #expect(states.count { $0 == .sent } == stage.delivered.count)
    }

    @Test
    func `what a killed process had under way is uncertain where nobody can be asked`() async throws {
        let stage = stage(10, concurrency: 4)
        let now = stage.now()
        try stage.ledger.begin(
            run: 1, at: now,
            enroll: { add in for id in ["u0", "u1"] { try add(Enrollment(recipientId: id, state: .pending)) } },
            accept: { _, _ in })
        _ = try stage.ledger.claim(run: 1, limit: 1, now: now, marker: nil, credit: nil)
        try await stage.execute()
        // The sample's channel is the outbox, whose policy is to skip.
        #expect(stage.ledger.states("a") == [.uncertain, .sent])
        #expect(stage.delivered == ["a/u1"])
    }

    @Test
    func `a ledger that breaks in the middle loses nothing that is under way`() async throws {
        let stage = stage(100, concurrency: 4)
        stage.answer { message, _ in
            if message.recipientId == "u10" { stage.ledger.breakDown() }
            return .sent
        }
        await #expect(throws: MemoryLedger.Failure.self) { try await stage.execute() }
        let states = stage.ledger.states("a")
        #expect(states.count { $0 == .sent } + states.count { $0 == .claimed } == stage.delivered.count)
    }

    @Test
    func `a run in the middle leaves the channel alone once another campaign is told to`() async throws {
        let stage = stage(400, concurrency: 4)
        stage.audience("urgent", count: 1)
        stage.answer { message, _ in
            if message.campaignId == "urgent" { return .channelHeld(reason: "HTTP 429", duration: .hours(10)) }
            // Asked with the stage locked.
            Task { stage.advance(1) }
            return .sent
        }
        var rounds = 0
        let report = try await stage.execute(reconcile: {
            rounds += 1
            if rounds == 1 { stage.ledger.add(campaign("urgent"), nine, priority: .high) }
        })
        #expect(stage.delivered.last == "urgent/u0", "nothing goes after it")
        #expect(stage.delivered.count < 400)
        #expect(report.outlook(of: "a", scheduledFor: nine)?.deferral?.reason == "HTTP 429")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a run whose rest has expired comes to its end`() async throws {
        let stage = Stage()
        stage.takeMessages(concurrency: 4)
        stage.ledger.add(campaign("a", expireAfter: .minutes(1)), nine)
        stage.audience("a", count: 10)
        stage.answer { _, _ in .transient(reason: "busy") }
        try await stage.execute()
        #expect(stage.ledger.states("a").allSatisfy { $0 == .pending })
        stage.advance(61)
        try await stage.execute()
        #expect(stage.ledger.states("a").allSatisfy { $0 == .expired })
        #expect(stage.ledger.run("a")?.end == .failed)
    }

    @Test
    func `no more are claimed than may be under way, though most of them are asleep`() async throws {
        var declaration = campaign("a")
        declaration.campaign.deliverySettings.quietHours = QuietHours(
            start: clock("22:00"), end: clock("08:00"), timezone: "recipient")
        declaration.campaign.deliverySettings.rateLimiting = RateLimiting(messagesPerHour: 60)
        let stage = Stage()
        stage.takeMessages(concurrency: 4)
        stage.ledger.add(declaration, nine)
        stage.audience(
            "a",
            (0..<100).map { number in
                let zone = number == 90 ? "Europe/Paris" : "America/Los_Angeles"
                return Enrollment(recipientId: "u\(number)", state: .pending, fields: ["timezone": .string(zone)])
            })
        try await stage.execute()
        #expect(stage.delivered == ["a/u90"])
        #expect(stage.ledger.mostClaimed <= 4)
    }

    @Test
    func `a group that goes in parts lets no second see more either`() {
        for rate in [45, 100, 1_000] {
            var pace = Pace(messagesPerSecond: Double(rate))
            var times: [Duration] = []
            func send(_ most: Int, at elapsed: Duration) {
                let count = min(most, pace.available(at: elapsed))
                guard count > 0 else { return }
                pace.spend(count, at: elapsed)
                times += Array(repeating: elapsed, count: count)
            }
            // One at first, the others just before the next group's turn, and then whatever goes.
            send(1, at: .zero)
            let late = pace.interval - .microseconds(1)
            send(pace.group, at: late)
            for step in 0..<2_000 { send(rate, at: late + .milliseconds(step)) }
            for (index, time) in times.enumerated() {
                let within = times[index...].prefix { $0 < time + .seconds(1) }.count
                #expect(within <= rate, "\(within) within a second from \(time), \(rate) a second")
            }
            #expect(times.count >= rate)
        }
    }
}
