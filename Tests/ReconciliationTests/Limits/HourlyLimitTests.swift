import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

@Suite struct HourlyLimitTests {
    private func limit(_ perHour: Int, burst: Int? = nil, rampUp: [Int]? = nil) throws -> HourlyLimit {
        try #require(
            HourlyLimit(
                DeliverySettings(
                    rateLimiting: RateLimiting(enabled: true, messagesPerHour: perHour, burst: burst, rampUp: rampUp))))
    }

    /// A run on a timer every minute: what each pass may send, all of which it sends.
    private func passes(_ limit: HourlyLimit, minutes: ClosedRange<Int64>) -> [Int] {
        let began = Instant(seconds: 0)
        var slots = limit.begin(at: began)
        var spent: [(at: Instant, count: Int)] = []
        return minutes.map { minute in
            let now = began + .minutes(minute)
            slots = limit.refill(slots, began: began, now: now)
            let lastHour = spent.filter { (now - $0.at).seconds < 3_600 }.reduce(0) { $0 + $1.count }
            let count = limit.available(slots, spentInLastHour: lastHour, began: began, now: now)
            slots = slots.spending(count)
            spent.append((now, count))
            return count
        }
    }

    @Test func `a campaign without a limit, or with one that is off, has none`() {
        #expect(HourlyLimit(DeliverySettings()) == nil)
        let off = RateLimiting(enabled: false, messagesPerHour: 10)
        #expect(HourlyLimit(DeliverySettings(rateLimiting: off)) == nil)
    }

    @Test func `a run begins with one minute's worth, and every minute brings as much`() throws {
        #expect(try passes(limit(600), minutes: 0...5) == [10, 10, 10, 10, 10, 10])
    }

    @Test func `less than one message a minute still begins with one`() throws {
        #expect(try passes(limit(30), minutes: 0...6) == [1, 0, 1, 0, 1, 0, 1])
    }

    @Test func `slots that nobody used are kept up to two minutes' worth, or the burst that is named`() throws {
        let began = Instant(seconds: 0)
        for (burst, expected) in [(nil, 20), (50, 50), (5, 10)] as [(Int?, Int)] {
            let limit = try limit(600, burst: burst)
            let later = limit.refill(limit.begin(at: began), began: began, now: began + .minutes(30))
            // What a run begins with is not taken away by a smaller burst.
            #expect(limit.available(later, spentInLastHour: 0, began: began, now: began + .minutes(30)) == expected)
        }
    }

    @Test func `the first hours of a run go by the ramp`() throws {
        let sent = try passes(limit(600, rampUp: [60, 120]), minutes: 0...179)
        #expect(sent[0..<60].reduce(0, +) == 60)
        #expect(sent[60..<120].reduce(0, +) == 120)
        #expect(sent[130] == 10)
    }

    @Test func `no 3,600 seconds see more than the limit, whenever passes run`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let perHour = Int.random(in: 1...2_000, using: &generator)
            let limit = try limit(perHour, burst: Bool.random(using: &generator) ? perHour : nil)
            let began = Instant(seconds: 0)
            var now = began
            var slots = limit.begin(at: began)
            var spent: [(at: Instant, count: Int)] = []
            for _ in 0..<200 {
                slots = limit.refill(slots, began: began, now: now)
                let lastHour = spent.filter { (now - $0.at).seconds < 3_600 }.reduce(0) { $0 + $1.count }
                let count = limit.available(slots, spentInLastHour: lastHour, began: began, now: now)
                slots = slots.spending(count)
                spent.append((now, count))
                let window = spent.filter { (now - $0.at).seconds < 3_600 }.reduce(0) { $0 + $1.count }
                #expect(window <= perHour, "seed \(seed)")
                now = now + TimeSpan(seconds: Int64.random(in: 0...400, using: &generator))
            }
        }
    }
}
