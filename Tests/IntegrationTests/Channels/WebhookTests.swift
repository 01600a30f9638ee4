import Foundation
import TestSupport
import Testing

/// A webhook on the built command, against a server that misbehaves in every way there is.
@Suite struct WebhookTests {
    private static let ten = "2026-12-25T10:00:00Z"

    private func channel(_ side: OtherSide, _ extra: String = "concurrency: 8, timeout: 1s") -> [String: String] {
        ["hook": "{ type: webhook, url: \"\(side.url)/hook\", \(extra) }\n"]
    }

    private func site(_ side: OtherSide, contacts: Int, settings: String = "{}", channel extra: String? = nil) throws
        -> Site
    {
        try Site.sending(
            ["a.yaml": Samples.once("a", at: Self.ten, extra: "deliverySettings: \(settings)\n")],
            channels: extra.map { channel(side, $0) } ?? channel(side), contacts: contacts)
    }

    @Test func `every outcome is in the history, and they add up`() throws {
        let side = try OtherSide()
        side.answer { [weak side] request in
            let isFirst = (side?.requests.count { $0.recipient == request.recipient } ?? 0) <= 1
            return switch request.recipient {
            case "u3": .status(410)
            case "u4": .status(503)
            case "u5": isFirst ? .status(503) : .status(200)
            case "u6": .reset
            case "u7": isFirst ? .garbage : .status(202)
            case "u8": .closeInTheMiddle
            case "u9": isFirst ? .silence : .status(200)
            case "u10": isFirst ? .stallInTheMiddle : .status(200)
            default: .status(200)
            }
        }
        let site = try site(side, contacts: 10)
        #expect(try site.run("run", "--now", Self.ten).code == 0)
        #expect(try site.deliveries("a").counts == ["audience": 10, "sent": 2, "failed": 1, "pending": 7])
        // The first retry is half a minute later and up to a quarter more, the second a minute.
        #expect(try site.run("run", "--now", "2026-12-25T10:00:29Z").code == 0)
        #expect(side.requests.count == 10)
        #expect(try site.run("run", "--now", "2026-12-25T10:00:38Z").code == 0)
        #expect(try site.deliveries("a").counts == ["audience": 10, "sent": 6, "failed": 1, "pending": 3])
        let last = try site.json("run", "--now", "2026-12-25T10:01:53Z")
        #expect(last["occurrences"]?[0]?["status"] == "partial")
        let deliveries = try site.deliveries("a")
        #expect(deliveries.counts == ["audience": 10, "sent": 6, "failed": 2, "uncertain": 2])
        #expect(deliveries.addsUp)
        let once = Dictionary(uniqueKeysWithValues: (1...10).map { ("u\($0)", 1) })
        #expect(
            side.tries(side.requests)
                == once.merging(["u4": 3, "u6": 3, "u8": 3, "u5": 2, "u7": 2, "u9": 2, "u10": 2]) { $1 })
        let keys = Dictionary(grouping: side.requests) { $0.recipient }.mapValues {
            Set($0.map { $0.headers["idempotency-key"] })
        }
        #expect(keys.values.allSatisfy { $0.count == 1 }, "every try has the same key")
        #expect(Set(keys.values).count == 10, "and every recipient another")
        #expect(side.requests.allSatisfy { $0.headers["idempotency-key"] == $0.json["idempotencyKey"]?.text })
    }

    @Test func `what never left is tried again, and counts as nothing uncertain`() throws {
        let side = try OtherSide()
        let port = side.port
        side.stop()
        let site = try Site.sending(
            ["a.yaml": Samples.once("a", at: Self.ten, extra: "deliverySettings: { onUncertain: skip }\n")],
            channels: ["hook": "{ type: webhook, url: \"http://127.0.0.1:\(port)/\" }\n"], contacts: 3)
        #expect(try site.run("run", "--now", Self.ten).code == 0)
        #expect(try site.deliveries("a").counts == ["audience": 3, "pending": 3])
        try site.write("channels/hook.yaml", "{ type: webhook, url: \"http://no-such-host.invalid/\" }\n")
        let other = try Site.sending(
            ["a.yaml": Samples.once("a", at: Self.ten, extra: "deliverySettings: { onUncertain: skip }\n")],
            channels: ["hook": "{ type: webhook, url: \"http://no-such-host.invalid/\" }\n"], contacts: 3)
        #expect(try other.run("run", "--now", Self.ten).code == 0)
        #expect(try other.deliveries("a").counts == ["audience": 3, "pending": 3])
    }

    @Test func `connections are kept, and never more are open than messages may be under way`() throws {
        let side = try OtherSide { _ in .after(milliseconds: 2, .status(200)) }
        let site = try site(side, contacts: 200)
        #expect(try site.run("run", "--now", Self.ten).code == 0)
        #expect(side.tries(side.accepted).count == 200 && side.requests.count == 200)
        #expect(side.connections <= 8)
        #expect((2...8).contains(side.mostUnderWay))
    }

    @Test func `one that is slow keeps nobody else waiting`() throws {
        let side = try OtherSide()
        side.answer { [weak side] request in
            guard request.recipient == "u1" else { return .status(200) }
            // Answers last of all, or after ten seconds of nothing.
            for _ in 0..<1_000 where (side?.accepted.count ?? 99) < 99 { usleep(10_000) }
            return .status(200)
        }
        let site = try site(side, contacts: 100, channel: "concurrency: 8, timeout: 30s")
        #expect(try site.run("run", "--now", Self.ten).code == 0)
        #expect(side.accepted.last?.recipient == "u1")
        #expect(try site.deliveries("a").counts == ["audience": 100, "sent": 100])
    }

    @Test func `a refused login settles nobody, and the next pass goes on once it is mended`() throws {
        let side = try OtherSide { $0.number > 5 ? .status(401) : .status(200) }
        let site = try site(side, contacts: 50)
        let result = try site.run("run", "--now", Self.ten)
        #expect(result.code == 1)
        #expect(result.output.contains("HTTP 401") || result.error.contains("HTTP 401"), "\(result)")
        let sent = side.accepted.count
        #expect(side.requests.count <= sent + 8)
        #expect(try site.deliveries("a").counts == ["audience": 50, "sent": sent, "pending": 50 - sent])
        side.answer { _ in .status(200) }
        #expect(try site.run("run", "--now", Self.ten).code == 0)
        #expect(try site.deliveries("a").counts == ["audience": 50, "sent": 50])
        #expect(side.tries(side.accepted).values.allSatisfy { $0 == 1 })
    }

    @Test
    func `429 holds the channel for all of its campaigns, in this pass and in later ones, for as long as it says`()
        throws
    {
        let side = try OtherSide { $0.number == 3 ? .status(429, headers: ["Retry-After": "120"]) : .status(200) }
        let site = try Site.sending(
            [
                "a.yaml": Samples.once("a", at: Self.ten), "b.yaml": Samples.once("b", at: Self.ten),
                "c.yaml": Samples.once("c", at: Self.ten).replacing(
                    "messageConfig: {", with: "messageConfig: { channel: own,"),
            ],
            channels: channel(side, "concurrency: 4").merging(["own": "{ type: outbox }\n"]) { $1 }, contacts: 20)
        let first = try site.run("run", "--now", Self.ten, "--format", "json")
        #expect(first.code == 0)
        let row = try #require(try Site.read(first)["occurrences"]?.items.first)
        #expect(row["campaignId"] == "a" && row["notBefore"] == "2026-12-25T10:02:00Z")
        #expect(side.requests.count <= 8)
        #expect(side.requests.allSatisfy { $0.json["campaignId"] == "a" })
        #expect(try site.outbox().lines == 20, "another channel goes on")
        let soFar = side.requests.count
        let dry = try site.json("run", "--dry-run", "--now", "2026-12-25T10:01:59Z")
        let held = try site.json("run", "--now", "2026-12-25T10:01:59Z")
        #expect(side.requests.count == soFar)
        for report in [dry, held] {
            #expect(
                report["occurrences"]?.items.map { $0["notBefore"] } == [
                    "2026-12-25T10:02:00Z", "2026-12-25T10:02:00Z",
                ])
        }
        #expect(try site.run("run", "--now", "2026-12-25T10:02:00Z").code == 0)
        for id in ["a", "b"] { #expect(try site.deliveries(id).counts == ["audience": 20, "sent": 20]) }
        #expect(side.accepted.count == 40)
    }

    @Test func `a webhook's refusals are remembered of nobody`() throws {
        let side = try OtherSide { _ in .status(410) }
        let site = try site(side, contacts: 2)
        #expect(try site.run("run", "--now", Self.ten).code == 1)
        side.answer { _ in .status(200) }
        try site.write("b.yaml", Samples.once("b", at: "2026-12-25T11:00:00Z"))
        #expect(try site.run("run", "--now", "2026-12-25T11:00:00Z").code == 0)
        #expect(try site.deliveries("b").counts == ["audience": 2, "sent": 2])
    }

    @Test func `a frequency cap counts over campaigns, on one channel, within its time`() throws {
        let side = try OtherSide()
        let settings = "deliverySettings: { frequencyCap: { messages: 1, per: 2d } }\n"
        let site = try Site.sending(
            [
                "a.yaml": Samples.once("a", at: "2026-12-25T10:00:00Z"),
                "b.yaml": Samples.once("b", at: "2026-12-26T10:00:00Z", extra: settings),
                "c.yaml": Samples.once("c", at: "2026-12-26T11:00:00Z", extra: settings)
                    .replacing("messageConfig: {", with: "messageConfig: { channel: other,"),
                "d.yaml": Samples.once("d", at: "2026-12-27T10:00:01Z", extra: settings),
            ],
            channels: channel(side).merging(["other": "{ type: webhook, url: \"\(side.url)/other\" }\n"]) { $1 },
            contacts: 3)
        for moment in ["2026-12-25T10:00:00Z", "2026-12-26T10:00:00Z", "2026-12-26T11:00:00Z", "2026-12-27T10:00:01Z"] {
            #expect(try site.run("run", "--now", moment).code == 0)
        }
        #expect(try site.deliveries("a").counts == ["audience": 3, "sent": 3])
        #expect(try site.deliveries("b").counts == ["audience": 3, "suppressed": 3])
        #expect(try site.deliveries("c").counts == ["audience": 3, "sent": 3])
        #expect(try site.deliveries("d").counts == ["audience": 3, "sent": 3])
    }

    @Test func `what is unsent after expireAfter is not sent, though it would be tried again`() throws {
        let side = try OtherSide { $0.recipient == "u1" ? .status(200) : .status(503) }
        let site = try site(side, contacts: 4, settings: "{ expireAfter: 1m, retry: { attempts: 9 } }")
        #expect(try site.run("run", "--now", Self.ten).code == 0)
        #expect(try site.run("run", "--now", "2026-12-25T10:01:01Z").code == 1)
        #expect(try site.deliveries("a").counts == ["audience": 4, "sent": 1, "expired": 3])
        #expect(side.requests.count == 4)
    }

    @Test func `where it is night for some the others get it, as fast as the hour allows`() throws {
        let side = try OtherSide()
        let site = try site(
            side, contacts: 0,
            settings: """
                { rateLimiting: { messagesPerHour: 600 }, \
                quietHours: { start: "22:00", end: "08:00", timezone: recipient } }
                """)
        let rows = (1...60).map { "u\($0),N,\($0 % 6 == 0 ? "Europe/Paris" : "America/Los_Angeles")\n" }
        try site.write("contacts.csv", "userId,firstName,timezone\n" + rows.joined())
        #expect(try site.run("run", "--now", Self.ten).code == 0)
        #expect(side.accepted.count == 10)
        #expect(side.accepted.allSatisfy { Int($0.recipient.dropFirst()).map { $0 % 6 == 0 } == true })
        #expect(try site.run("run", "--now", "2026-12-25T15:59:59Z").code == 0)
        #expect(side.accepted.count == 10)
        for minute in 0...4 { #expect(try site.run("run", "--now", "2026-12-25T16:0\(minute):00Z").code == 0) }
        #expect(try site.deliveries("a").counts == ["audience": 60, "sent": 60])
    }

    @Test func `SIGTERM lets what is under way come to its end, settles it and exits with 0 soon`() throws {
        let side = try OtherSide { _ in .after(milliseconds: 30, .status(200)) }
        let site = try site(side, contacts: 500, channel: "concurrency: 4")
        let child = try site.start(["run", "--now", Self.ten])
        while side.requests.count < 20, !child.hasEnded(within: 1_000) {}
        let clock = ContinuousClock()
        child.send(SIGTERM)
        var result: ChildProcess.Result?
        let time = clock.measure { result = child.finish() }
        #expect(result?.code == 0)
        #expect(time < .seconds(2))
        let sent = side.accepted.count
        #expect(side.requests.count == sent && (20..<500).contains(sent))
        #expect(try site.deliveries("a").counts == ["audience": 500, "sent": sent, "pending": 500 - sent])
    }

    @Test func `SIGTERM ends a pass that waits for its next slot of a limit a second`() throws {
        let side = try OtherSide()
        let site = try site(side, contacts: 5, channel: "messagesPerSecond: 0.2")
        let child = try site.start(["run"] + ["--now", Self.ten])
        while side.requests.isEmpty, !child.hasEnded(within: 1_000) {}
        child.send(SIGTERM)
        #expect(child.hasEnded(within: 2_000_000))
        #expect(child.finish().code == 0)
    }

    @Test func `a limit a second is kept within the pass, over all campaigns of the channel`() throws {
        let side = try OtherSide()
        let site = try Site.sending(
            ["a.yaml": Samples.once("a", at: Self.ten), "b.yaml": Samples.once("b", at: Self.ten)],
            channels: channel(side, "messagesPerSecond: 20"), contacts: 12)
        #expect(try site.run("run", "--now", Self.ten).code == 0)
        #expect(side.accepted.count == 24)
        let times = side.requests.map(\.at)
        // 23 gaps of a twentieth of a second, the first message late at the most.
        #expect(try #require(times.max()) - (try #require(times.min())) > .milliseconds(1_000))
    }
}
