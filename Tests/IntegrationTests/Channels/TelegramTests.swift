import Foundation
import TestSupport
import Testing

/// A bot on the built command, against a server that answers as the Bot API does.
@Suite struct TelegramTests {
    private static let ten = "2026-12-25T10:00:00Z"
    private static let token = "123456:ABC-canary_token"
    private static let environment = ["BOT_TOKEN": token]

    private func channel(_ side: OtherSide, _ extra: String = "timeout: 1s") -> String {
        "{ type: telegram, token: { env: BOT_TOKEN }, baseURL: \"\(side.url)\", messagesPerSecond: 1000, \(extra) }\n"
    }

    private func site(_ side: OtherSide, contacts: Int, settings: String = "{}") throws -> Site {
        try Site.sending(
            ["a.yaml": Samples.once("a", at: Self.ten, extra: "deliverySettings: \(settings)\n")],
            channels: ["hook": channel(side)], contacts: contacts)
    }

    @Test func `every refusal of the Bot API is in the history, and they add up`() throws {
        let side = try OtherSide { request in
            switch request.recipient {
            case "u2": .botRefuses(403, "Forbidden: bot was blocked by the user")
            case "u3": .botRefuses(403, "Forbidden: user is deactivated")
            case "u4": .botRefuses(403, "Forbidden: bot can't initiate conversation with a user")
            case "u5": .botRefuses(400, "Bad Request: chat not found")
            case "u6": .botRefuses(400, "Bad Request: can't parse entities")
            case "u7": .botRefuses(400, "Bad Request: message is too long")
            case "u8":
                .botRefuses(400, "Bad Request: group chat was upgraded", parameters: #"{"migrate_to_chat_id":-1001}"#)
            case "u9": .status(502, body: "<html>Bad Gateway</html>")
            case "u10": .status(200, body: "<html>Please log in</html>")
            case "u11": .reset
            case "u12": .closeInTheMiddle
            case "u13": .garbage
            case "u14": .silence
            case "u15": .stallInTheMiddle
            default: .botAccepts
            }
        }
        let site = try site(side, contacts: 16, settings: "{ retry: { attempts: 2 } }")
        #expect(try site.run("run", "--now", Self.ten, environment: Self.environment).code == 0)
        #expect(try site.run("run", "--now", "2026-12-25T10:02:00Z", environment: Self.environment).code == 1)
        let deliveries = try site.deliveries("a")
        // What the Bot API may have taken is not sent again.
        #expect(deliveries.counts == ["audience": 16, "sent": 3, "failed": 7, "uncertain": 6])
        #expect(deliveries.addsUp)
        let tries = side.tries(side.requests)
        #expect(tries["u9"] == 2)
        #expect(tries["-1001"] == 1)
        #expect(tries.filter { $0.key != "u9" }.values.allSatisfy { $0 == 1 })
        #expect(side.requests.allSatisfy { $0.path == "/bot\(Self.token)/sendMessage" })
    }

    @Test func `whoever refused gets nothing more on that bot, with the reason, until his address is another one`()
        throws
    {
        let side = try OtherSide { request in
            request.recipient == "12" ? .botRefuses(403, "Forbidden: bot was blocked by the user") : .botAccepts
        }
        let daily = "pattern: daily, timeOfDay: \"10:00\", timezone: UTC"
        let site = try Site.sending(
            [
                "a.yaml": Samples.recurring("a", daily),
                "b.yaml": Samples.recurring("b", daily).replacing(
                    "messageConfig: {", with: "messageConfig: { channel: second,"),
            ], channels: ["hook": channel(side), "second": channel(side)], contacts: 0)
        func contacts(_ second: String) throws {
            try site.write("contacts.csv", "userId,firstName,telegramId\nu1,A,11\nu2,B,\(second)\nu3,C,13\n")
        }
        func pass(_ day: Int) throws -> Int32? {
            try site.run("run", "--now", "2026-06-0\(day)T10:00:00Z", environment: Self.environment).code
        }
        try contacts("12")
        #expect(try site.run("run", "--now", "2026-06-01T09:00:00Z", environment: Self.environment).code == 0)
        #expect(try pass(1) == 1)
        #expect(side.tries(side.requests) == ["11": 2, "12": 2, "13": 2], "each bot has to learn it")
        side.forget()
        let dry = try site.json("run", "--dry-run", "--now", "2026-06-02T10:00:00Z")
        #expect(dry["occurrences"]?[0]?["audience"]?["suppressed"] == 1)
        #expect(try pass(2) == 0)
        #expect(side.tries(side.requests) == ["11": 2, "13": 2])
        #expect(try site.deliveries("a").counts == ["audience": 3, "sent": 2, "suppressed": 1])
        side.forget()
        try contacts("22")
        #expect(try pass(3) == 0)
        #expect(side.tries(side.requests) == ["11": 2, "22": 2, "13": 2])
    }

    @Test func `429 holds the bot for retry_after, and nobody's tries are used up`() throws {
        let side = try OtherSide { request in
            request.number == 2
                ? .botRefuses(429, "Too Many Requests: retry after 35", parameters: #"{"retry_after":35}"#)
                : .botAccepts
        }
        let site = try site(side, contacts: 100, settings: "{ retry: { attempts: 1 } }")
        #expect(try site.run("run", "--now", Self.ten, environment: Self.environment).code == 0)
        let soFar = side.requests.count
        #expect(soFar <= 61)
        #expect(try site.run("run", "--now", "2026-12-25T10:00:34Z", environment: Self.environment).code == 0)
        #expect(side.requests.count == soFar)
        #expect(try site.run("run", "--now", "2026-12-25T10:00:35Z", environment: Self.environment).code == 0)
        #expect(try site.deliveries("a").counts == ["audience": 100, "sent": 100])
        #expect(side.tries(side.accepted).values.allSatisfy { $0 == 1 })
    }

    @Test(arguments: [(401, "Unauthorized"), (404, "Not Found")])
    func `a bot that isn't known settles nobody until its token is mended`(status: Int, description: String) throws {
        let side = try OtherSide { _ in .botRefuses(status, description) }
        let site = try site(side, contacts: 40)
        #expect(try site.run("run", "--now", Self.ten, environment: Self.environment).code == 1)
        #expect(try site.deliveries("a").counts == ["audience": 40, "pending": 40])
        #expect(try site.run("run", "--now", Self.ten).code == 1, "no token at all")
        #expect(try site.deliveries("a").counts == ["audience": 40, "pending": 40])
        side.answer { _ in .botAccepts }
        #expect(try site.run("run", "--now", Self.ten, environment: Self.environment).code == 0)
        #expect(try site.deliveries("a").counts == ["audience": 40, "sent": 40])
    }
}
