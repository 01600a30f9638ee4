import Foundation
import TestSupport
import Testing

/// Passes that are killed at random moments while messages are under way to other programs.
@Suite(.serialized) struct ChannelTortureTests {
    /// 2026-12-25T10:00:00Z.
    private static let ten = 1_798_192_800
    private static let people = 120
    private static let concurrency = 8

    /// One way of sending, and what a crash leaves unknown is to become.
    struct Line: Sendable, CustomTestStringConvertible {
        var type: String
        var onUncertain: String
        var testDescription: String { "\(type), \(onUncertain)" }
    }
    static let lines = ["webhook", "telegram"].flatMap { type in
        ["skip", "resend"].map { Line(type: type, onUncertain: $0) }
    }

    @Test(arguments: lines)
    func `whatever is killed when, nobody is lost, and nobody is sent to twice who must not be`(line: Line) throws {
        let kills = max(1, Torture.kills(short: 10) / 2)
        var chance = Torture.generator("\(line.type) \(line.onUncertain)")
        var hit = 0
        var states = 0
        while hit < kills {
            let side = try server(line, seed: chance.next())
            let site = try site(line, side)
            hit += try torture(site, side, line, upTo: kills - hit, &chance)
            states += 1
        }
        print("\(line.testDescription): \(hit) kills hit a living pass, in \(states) fresh states")
    }

    private func server(_ line: Line, seed: UInt64) throws -> OtherSide {
        try OtherSide { request in
            var chance = SeededGenerator(seed: seed &+ UInt64(request.number))
            let accepts = line.type == "telegram" ? OtherSide.Answer.botAccepts : .status(200)
            return .after(milliseconds: chance.number(0...6), chance.oneIn(20) ? .status(503) : accepts)
        }
    }

    private func site(_ line: Line, _ side: OtherSide) throws -> Site {
        let settings = "{ onUncertain: \(line.onUncertain), retry: { attempts: 100, backoff: 1s } }"
        let address =
            line.type == "webhook" ? "url: \"\(side.url)\"" : "baseURL: \"\(side.url)\", token: { env: TOKEN }"
        return try Site.sending(
            ["a.yaml": Samples.once("a", at: Moment.text(Self.ten), extra: "deliverySettings: \(settings)\n")],
            channels: [
                "hook": """
                { type: \(line.type), \(address), concurrency: \(Self.concurrency), messagesPerSecond: 100000 }

                """
            ], contacts: Self.people)
    }

    /// - Returns: how many kills hit.
    private func torture(
        _ site: Site, _ side: OtherSide, _ line: Line, upTo most: Int, _ chance: inout SeededGenerator
    ) throws -> Int {
        var hit = 0
        var hour = 0
        var code: Int32?
        // Each pass an hour later, so that every retry is due.
        func start() throws -> ChildProcess {
            hour += 1
            return try site.start(
                ["run", "--now", Moment.text(Self.ten + hour * 3_600)], environment: ["TOKEN": "1:a"])
        }
        var pending = Self.people
        while hit < most, pending > 0 {
            let child = try start()
            // Now and then while it starts; else in the middle of the sending.
            let seen = side.requests.count
            if !chance.oneIn(8) { while side.requests.count == seen, !child.hasEnded(within: 300) {} }
            if !child.hasEnded(within: chance.number(0...60_000)) { child.send(SIGKILL) }
            let result = child.finish()
            hit += result.signal == SIGKILL ? 1 : 0
            guard result.signal != SIGKILL else { continue }
            pending = try site.deliveries("a").counts["pending"] ?? 0
        }
        for _ in 0..<20 where pending > 0 {
            code = try start().finish().code
            let deliveries = try site.deliveries("a")
            #expect(deliveries.addsUp)
            pending = deliveries.counts["pending"] ?? 0
        }
        #expect(code != 74 && code != 75)
        try check(site, side, line, kills: hit)
        return hit
    }

    private func check(_ site: Site, _ side: OtherSide, _ line: Line, kills: Int) throws {
        let history = try site.json("history", "a")
        #expect(history["executions"]?.items.count == 1, "decided once")
        let deliveries = history["executions"]?[0]?["deliveries"] ?? .null
        #expect(deliveries.addsUp)
        let counts = deliveries.counts
        let accepted = side.tries(side.accepted)
        let uncertain = counts["uncertain"] ?? 0
        #expect(counts["audience"] == Self.people && counts["pending"] == nil)
        #expect((counts["sent"] ?? 0) + uncertain == Self.people, "\(counts)")
        if line.onUncertain == "skip" {
            #expect(accepted.values.allSatisfy { $0 == 1 }, "nobody is sent to twice")
            #expect(uncertain <= kills * Self.concurrency, "\(uncertain) uncertain after \(kills) kills")
            #expect(accepted.count >= counts["sent"] ?? 0)
        } else {
            #expect(accepted.count == Self.people, "nobody is missing")
            #expect(uncertain == 0)
            let twice = side.accepted.count - Self.people
            #expect(twice <= kills * Self.concurrency, "\(twice) came again after \(kills) kills")
        }
    }
}
