public import CampaignModel
import ScheduleEngine

/// Sends by a Telegram bot: `sendMessage` of the Bot API, at Telegram's server or one's own.
public struct TelegramChannel: Sendable {
    public let concurrency: Int
    private let token: String
    private let transport: any HTTPTransport
    private let spacing: ChatSpacing

    private static let usualServer = "https://api.telegram.org"
    private static let usualConcurrency = 30
    private static let usualTimeout = TimeSpan(seconds: 30)

    /// - Parameter certificates: a file of certificates to trust in place of the system's.
    /// - Throws: `DeliveryError` where the token is missing.
    public init(_ channel: ChannelDeclaration, secrets: SecretSource, certificates: String?) throws {
        try self.init(channel, secrets: secrets, spacing: ChatSpacing()) { url in
            KeptTransport(url: url, timeout: channel.timeout ?? Self.usualTimeout, certificates: certificates)
        }
    }

    init(
        _ channel: ChannelDeclaration, secrets: SecretSource, spacing: ChatSpacing,
        transport: (_ url: String) -> any HTTPTransport
    ) throws {
        guard let reference = channel.token else {
            throw DeliveryError.channel(id: channel.id, reason: "it has no token")
        }
        token = try secrets.read(reference, channel: channel.id)
        // It becomes part of an address; whatever else it holds is a mistake, and would lead elsewhere.
        guard token.utf8.allSatisfy({ Self.isTokenByte($0) }) else {
            throw DeliveryError.secret(channel: channel.id, reason: "what is there is no token of a bot")
        }
        concurrency = channel.concurrency ?? Self.usualConcurrency
        var server = channel.baseURL ?? Self.usualServer
        while server.hasSuffix("/") { server.removeLast() }
        self.spacing = spacing
        // Last, since what is opened must be closed, and nobody would close it of a channel that can't be made.
        self.transport = transport("\(server)/bot\(token)/sendMessage")
    }

    public func deliver(_ message: Message) async -> Outcome {
        await send(message, to: message.address, maySendOn: true)
    }

    public func close() async { await transport.close() }

    /// - Parameter maySendOn: to the supergroup that a group has become.
    private func send(_ message: Message, to chat: String, maySendOn: Bool) async -> Outcome {
        await spacing.wait(for: chat)
        let post = HTTPPost(
            headers: [("Content-Type", "application/json"), ("User-Agent", "campanile")],
            body: Self.body(message, chat: chat))
        switch await transport.post(post) {
        case .neverLeft(let reason):
            return .transient(reason: hidden(reason))
        case .noAnswer(let reason):
            return .uncertain(reason: hidden(reason))
        case .response(let response):
            let answer = TelegramAnswer(response)
            if let other = answer.movedTo, maySendOn { return await send(message, to: other, maySendOn: false) }
            return answer.outcome(hiding: token)
        }
    }

    /// The template's html goes before its text, since only the one can say how it is to be read.
    private static func body(_ message: Message, chat: String) -> [UInt8] {
        // A number as the Bot API writes one: what only looks like it, a telephone number, would be somebody else's.
        let number = Int64(chat).flatMap { String($0) == chat ? JSONValue.integer($0) : nil }
        var members: [String: JSONValue] = ["chat_id": number ?? .string(chat)]
        if let html = message.html {
            members["text"] = .string(html)
            members["parse_mode"] = .string(Template.ParseMode.html.rawValue)
        } else {
            members["text"] = .string(message.text ?? message.subject ?? "")
            members["parse_mode"] = message.parseMode.map { .string($0.rawValue) }
        }
        return Array(JSONText.text(.object(members)).utf8)
    }

    private func hidden(_ reason: String) -> String { reason.replacing(token, with: "…") }

    /// `123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11`.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
