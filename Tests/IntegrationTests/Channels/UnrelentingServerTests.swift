import Foundation
import Synchronization
import TestSupport
import Testing

/// Hours and days of one-minute invocations against a server that misbehaves, at times that the test hands in.
@Suite struct UnrelentingServerTests {
    /// 2026-12-25T10:00:00Z.
    private static let ten = 1_798_192_800

    /// What the server saw at which simulated minute.
    private final class Minutes: Sendable {
        private let state = Mutex((now: 0, seen: [Int]()))
        var now: Int {
            get { state.withLock { $0.now } }
            set { state.withLock { $0.now = newValue } }
        }
        func see() { state.withLock { $0.seen.append($0.now) } }
        var seen: [Int] { state.withLock { $0.seen } }
    }

    @Test func `an hourly limit holds at the receiver, whatever is killed when`() throws {
        var chance = Torture.generator("hourly limit")
        let minutes = Minutes()
        let side = try OtherSide { _ in
            minutes.see()
            return .after(milliseconds: 3, .status(200))
        }
        let settings = "{ rateLimiting: { messagesPerHour: 240 }, onUncertain: skip }"
        let site = try Site.sending(
            ["a.yaml": Samples.once("a", at: Moment.text(Self.ten), extra: "deliverySettings: \(settings)\n")],
            channels: ["hook": "{ type: webhook, url: \"\(side.url)\", concurrency: 2 }\n"], contacts: 300)
        var kills = 0
        var minute = 0
        while minute < 1_440 {
            minutes.now = minute
            let seen = side.requests.count
            let child = try site.start(["run", "--now", Moment.text(Self.ten + minute * 60)])
            if chance.oneIn(4) {
                while side.requests.count == seen, !child.hasEnded(within: 500) {}
                _ = child.hasEnded(within: chance.number(0...6_000))
                child.send(SIGKILL)
            }
            let result = child.finish()
            kills += result.signal == SIGKILL ? 1 : 0
            if result.code == 1 || side.requests.count >= 299 { break }
            #expect(result.code == 0 || result.signal == SIGKILL, "\(result.error)")
            // A timer that was late now and then.
            minute += chance.oneIn(10) ? chance.number(2...20) : 1
        }
        _ = try site.run("run", "--now", Moment.text(Self.ten + 86_400))
        let seen = minutes.seen
        for (index, moment) in seen.enumerated() {
            let hour = seen[index...].prefix { $0 < moment + 60 }.count
            #expect(hour <= 240, "\(hour) messages in the hour from minute \(moment)")
        }
        let deliveries = try site.deliveries("a")
        #expect(deliveries.addsUp && deliveries.counts["pending"] == nil)
        #expect((deliveries.counts["uncertain"] ?? 0) <= kills * 2)
        #expect(side.tries(side.requests).values.allSatisfy { $0 == 1 })
        #expect(kills > 0 && minute >= 60, "it took \(minute) minutes and \(kills) kills")
    }

    @Test func `an hour of every misbehaviour settles everyone in the end, and limits are kept`() throws {
        var chance = Torture.generator("misbehaviour")
        let seed = chance.next()
        let minutes = Minutes()
        let side = try OtherSide { request in
            minutes.see()
            if minutes.now >= 60 { return .status(200) }
            if request.number.isMultiple(of: 3) { return .status(429, headers: ["Retry-After": "90"]) }
            var chance = SeededGenerator(seed: seed &+ UInt64(request.number))
            return chance.pick([
                .status(200), .after(milliseconds: 5, .status(200)), .reset, .closeInTheMiddle, .garbage, .status(503),
                .status(503, headers: ["Retry-After": "400"]),
            ])
        }
        let settings = "{ rateLimiting: { messagesPerHour: 120 }, retry: { attempts: 100, backoff: 60s } }"
        let site = try Site.sending(
            ["a.yaml": Samples.once("a", at: Moment.text(Self.ten), extra: "deliverySettings: \(settings)\n")],
            channels: ["hook": "{ type: webhook, url: \"\(side.url)\", concurrency: 4, timeout: 1s }\n"], contacts: 30)
        for minute in Array(stride(from: 0, to: 60, by: 2)) + Array(stride(from: 60, to: 3_000, by: 60)) {
            minutes.now = minute
            let result = try site.run("run", "--now", Moment.text(Self.ten + minute * 60))
            #expect(result.code == 0, "\(result.error)")
            // Looking costs a process each time.
            guard minute >= 60 || minute.isMultiple(of: 20) else { continue }
            let deliveries = try site.deliveries("a")
            #expect(deliveries.addsUp)
            if deliveries.counts["pending"] == nil { break }
        }
        #expect(try site.deliveries("a").counts == ["audience": 30, "sent": 30])
        #expect(side.tries(side.accepted).count == 30)
        let seen = minutes.seen
        for (index, moment) in seen.enumerated() {
            #expect(seen[index...].prefix { $0 < moment + 60 }.count <= 120)
        }
    }
}
