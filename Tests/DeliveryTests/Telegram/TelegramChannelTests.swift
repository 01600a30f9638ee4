import CampaignModel
@testable import Delivery
import Foundation
import ScheduleEngine
import Synchronization
import TestSupport
import Testing

/// The Bot API as an other side that answers as it is told.
@Suite struct TelegramChannelTests {
    private static let token = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
    private static let fine = HTTPAnswer.status(200, body: #"{"ok":true,"result":{"message_id":1}}"#)

    private func channel(
        _ transport: ScriptedTransport, token: String = token, baseURL: String? = nil,
        spacing: ChatSpacing = ChatSpacing(now: { ContinuousClock.now }, sleep: { _ in })
    ) throws -> TelegramChannel {
        var declaration = ChannelDeclaration(id: "bot", type: .telegram)
        declaration.token = .env("TOKEN")
        declaration.baseURL = baseURL
        return try TelegramChannel(
            declaration, secrets: .variables(["TOKEN": token]), spacing: spacing, transport: transport.to)
    }

    private func outcome(_ answer: HTTPAnswer) async throws -> Outcome {
        try await channel(ScriptedTransport(answer)).deliver(.sample(to: "42"))
    }

    private func refusal(_ status: Int, _ description: String, parameters: String = "") -> HTTPAnswer {
        .status(status, body: #"{"ok":false,"error_code":\#(status),"description":"\#(description)"\#(parameters)}"#)
    }

    private func post(_ message: Message) async throws -> String {
        let transport = ScriptedTransport(Self.fine)
        #expect(try await channel(transport).deliver(message) == .sent)
        return try #require(transport.posts.first).text
    }

    // MARK: What is posted

    @Test func `a message goes to sendMessage of the bot`() async throws {
        let transport = ScriptedTransport(Self.fine)
        _ = try await channel(transport).deliver(.sample(to: "42"))
        let post = try #require(transport.posts.first)
        #expect(transport.url == "https://api.telegram.org/bot\(Self.token)/sendMessage")
        #expect(post.fields == ["content-type": "application/json", "user-agent": "campanile"])
        #expect(post.text == #"{"chat_id":42,"text":"Hello"}"#)
    }

    @Test func `a server of one's own is asked where it is, with or without a slash at the end`() async throws {
        for base in ["http://127.0.0.1:8081", "http://127.0.0.1:8081/"] {
            let transport = ScriptedTransport(Self.fine)
            _ = try await channel(transport, baseURL: base).deliver(.sample(to: "42"))
            #expect(transport.url == "http://127.0.0.1:8081/bot\(Self.token)/sendMessage")
        }
    }

    @Test func `html goes first, with its parse mode`() async throws {
        let message = Message.sample(to: "42", text: "plain", html: "<b>x</b>", parseMode: .markdownV2)
        #expect(try await post(message) == #"{"chat_id":42,"parse_mode":"HTML","text":"<b>x</b>"}"#)
    }

    @Test func `text goes with the template's or the channel's parse mode, or without one`() async throws {
        #expect(
            try await post(.sample(to: "42", text: "*x*", parseMode: .markdownV2))
                == #"{"chat_id":42,"parse_mode":"MarkdownV2","text":"*x*"}"#)
        #expect(try await post(.sample(to: "42", text: "*x*")) == #"{"chat_id":42,"text":"*x*"}"#)
    }

    @Test(
        arguments: [
            ("42", "42"), ("-1001234567890", "-1001234567890"), ("@news", "\"@news\""), ("user7", "\"user7\""),
            // A telephone number read as a chat would be somebody else's.
            ("+4915112345", "\"+4915112345\""), ("007", "\"007\""),
            ("99999999999999999999", "\"99999999999999999999\""),
        ])
    func `a chat is a number where it is written as one, else a name`(address: String, chat: String) async throws {
        #expect(try await post(.sample(to: address)) == "{\"chat_id\":\(chat),\"text\":\"Hello\"}")
    }

    // MARK: What is answered

    @Test func `429 holds the channel for retry_after seconds`() async throws {
        let answer = refusal(429, "Too Many Requests: retry after 17", parameters: #","parameters":{"retry_after":17}"#)
        #expect(
            try await outcome(answer)
                == .channelHeld(reason: "Too Many Requests: retry after 17", duration: TimeSpan(seconds: 17)))
        #expect(
            try await outcome(.status(429, body: "<html>"))
                == .channelHeld(reason: "HTTP 429", duration: TimeSpan(seconds: 30)))
    }

    @Test(
        arguments: [
            (403, "Forbidden: bot was blocked by the user"), (403, "Forbidden: user is deactivated"),
            (403, "Forbidden: bot was kicked from the group chat"),
            (403, "Forbidden: bot was kicked from the supergroup chat"), (400, "Bad Request: chat not found"),
        ])
    func `a refusal of the chat is remembered`(status: Int, description: String) async throws {
        #expect(try await outcome(refusal(status, description)) == .refusedRecipient(reason: description))
    }

    @Test(
        arguments: [
            (403, "Forbidden: bot can't initiate conversation with a user"),
            (403, "Forbidden: bot can't send messages to bots"),
            (400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \\\"b\\\""),
            (400, "Bad Request: message is too long"), (400, "Bad Request: message text is empty"),
            (409, "Conflict"), (413, "Request Entity Too Large"), (302, "Found"),
        ])
    func `a refusal of the message is final and remembered of nobody`(status: Int, description: String) async throws {
        let said = description.replacing("\\\"", with: "\"")
        #expect(try await outcome(refusal(status, description)) == .permanent(reason: said))
    }

    @Test(arguments: [(401, "Unauthorized"), (404, "Not Found"), (407, "Proxy Authentication Required")])
    func `a refusal of the bot stops the channel`(status: Int, description: String) async throws {
        guard case .channelStopped(let reason) = try await outcome(refusal(status, description)) else {
            Issue.record("\(status) doesn't stop the channel")
            return
        }
        #expect(reason.hasPrefix(description))
    }

    @Test(arguments: [408, 500, 502, 503, 504])
    func `trouble at Telegram is transient, with a wait where it names one`(status: Int) async throws {
        #expect(
            try await outcome(.status(status, body: "<html>Bad Gateway</html>")) == .transient(reason: "HTTP \(status)")
        )
        #expect(
            try await outcome(refusal(status, "Internal Server Error", parameters: #","parameters":{"retry_after":5}"#))
                == .transient(reason: "Internal Server Error", retryAfter: TimeSpan(seconds: 5)))
    }

    @Test(arguments: ["", "OK", "{", "[]", "{\"ok\":\"yes\"}", "<html>Log in to the hotel's network</html>"])
    func `200 without the Bot API's word is uncertain`(body: String) async throws {
        guard case .uncertain = try await outcome(.status(200, body: body)) else {
            Issue.record("\(body) is taken for an answer of the Bot API")
            return
        }
    }

    @Test func `no answer is uncertain, and what never left is transient`() async throws {
        #expect(try await outcome(.noAnswer(reason: "closed")) == .uncertain(reason: "closed"))
        #expect(try await outcome(.neverLeft(reason: "refused")) == .transient(reason: "refused"))
    }

    @Test func `a group that became a supergroup gets the message there, once`() async throws {
        let moved = refusal(
            400, "Bad Request: group chat was upgraded to a supergroup chat",
            parameters: #","parameters":{"migrate_to_chat_id":-1001}"#)
        let transport = ScriptedTransport(moved, Self.fine)
        #expect(try await channel(transport).deliver(.sample(to: "-5")) == .sent)
        #expect(
            transport.posts.map(\.text) == [#"{"chat_id":-5,"text":"Hello"}"#, #"{"chat_id":-1001,"text":"Hello"}"#])
        let endless = ScriptedTransport(moved)
        #expect(
            try await channel(endless).deliver(.sample(to: "-5"))
                == .permanent(reason: "Bad Request: group chat was upgraded to a supergroup chat"))
        #expect(endless.posts.count == 2)
    }

    // MARK: Promises

    @Test func `one chat gets one message a second, and others needn't wait for it`() async throws {
        let start = ContinuousClock.now
        let time = Mutex((now: start, slept: [Duration]()))
        let spacing = ChatSpacing(
            now: { time.withLock { $0.now } },
            sleep: { span in time.withLock { $0.slept.append(span) } })
        let channel = try channel(ScriptedTransport(Self.fine), spacing: spacing)
        for chat in ["1", "2", "1", "1", "3"] { _ = await channel.deliver(.sample(to: chat)) }
        #expect(time.withLock { $0.slept } == [.seconds(1), .seconds(2)])
        time.withLock { $0.now = start + .milliseconds(3_500) }
        _ = await channel.deliver(.sample(to: "1"))
        #expect(time.withLock { $0.slept }.count == 2, "its time has come")
        _ = await channel.deliver(.sample(to: "1"))
        #expect(time.withLock { $0.slept.last } == .seconds(1))
    }

    @Test func `no outcome's reason holds the token, whatever repeats it`() async throws {
        let answers = [
            HTTPAnswer.noAnswer(reason: "POST /bot\(Self.token)/sendMessage failed"),
            .neverLeft(reason: "https://api.telegram.org/bot\(Self.token)/ is no address"),
            refusal(400, "no method bot\(Self.token)"), refusal(401, "\(Self.token) is unknown"),
            refusal(403, "\(Self.token): bot was blocked by the user"), refusal(404, Self.token),
            refusal(429, Self.token), refusal(500, Self.token), refusal(418, Self.token),
            .status(200, body: Self.token),
        ]
        for answer in answers { #expect(!"\(try await outcome(answer))".contains(Self.token)) }
    }

    @Test(arguments: ["123:abc/../../", "123:abc def", "123:abc?x=", "123:äbc", "123:abc\r\nX: y", "123%3Aabc"])
    func `what is no token is refused, and not shown`(token: String) throws {
        #expect {
            try channel(ScriptedTransport(Self.fine), token: token)
        } throws: { error in
            !"\(error)".contains(token) && "\(error)".contains("'bot'")
        }
    }
}
