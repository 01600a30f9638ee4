public import CampaignModel
internal import Crypto
public import ScheduleEngine

/// Posts each message as JSON, with the idempotency key by which the other side can fold what comes twice.
public struct WebhookChannel: Sendable {
    public let concurrency: Int
    private let headers: [(name: String, value: String)]
    private let key: SymmetricKey?
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Instant

    public static let usualConcurrency = 64
    private static let usualTimeout = TimeSpan(seconds: 30)
    /// How long a channel rests that answers 429 and doesn't say for how long.
    static let usualRest = TimeSpan(seconds: 30)

    /// - Parameter certificates: a file of certificates to trust in place of the system's.
    /// - Throws: `DeliveryError` where the address or a secret is missing.
    public init(
        _ channel: ChannelDeclaration, secrets: SecretSource, certificates: String?,
        now: @escaping @Sendable () -> Instant
    ) throws {
        try self.init(channel, secrets: secrets, now: now) { url in
            KeptTransport(url: url, timeout: channel.timeout ?? Self.usualTimeout, certificates: certificates)
        }
    }

    init(
        _ channel: ChannelDeclaration, secrets: SecretSource, now: @escaping @Sendable () -> Instant,
        transport: (_ url: String) -> any HTTPTransport
    ) throws {
        guard let url = channel.url else { throw DeliveryError.channel(id: channel.id, reason: "it has no url") }
        self.now = now
        concurrency = channel.concurrency ?? Self.usualConcurrency
        key = try channel.signingSecret.map {
            SymmetricKey(data: Array(try secrets.read($0, channel: channel.id).utf8))
        }
        // What the file says goes before what we say, but for the headers that the contract promises.
        let own = ["content-type": "application/json", "user-agent": "campanile"]
        let declared = (channel.headers ?? [:]).sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        let names = Set(declared.map { $0.name.lowercased() })
        headers = own.filter { !names.contains($0.key) }.map { (name: $0.key, value: $0.value) } + declared
        // Last, since what is opened must be closed, and nobody would close it of a channel that can't be made.
        self.transport = transport(url)
    }

    public func deliver(_ message: Message) async -> Outcome {
        let body = message.jsonWithRecipient
        var headers = headers
        headers.append(("Idempotency-Key", message.idempotencyKey))
        if let key {
            let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
            headers.append(("X-Campanile-Signature", "sha256=\(Hexadecimal.text(code))"))
        }
        switch await transport.post(HTTPPost(headers: headers, body: body)) {
        case .neverLeft(let reason): return .transient(reason: reason)
        case .noAnswer(let reason): return .uncertain(reason: reason)
        case .response(let response): return outcome(of: response)
        }
    }

    public func close() async { await transport.close() }

    private func outcome(of response: HTTPResponse) -> Outcome {
        let reason = "HTTP \(response.status)"
        let retryAfter = RetryAfter.span(response.retryAfter, now: now())
        return switch response.status {
        case 200..<300: .sent
        case 429: .channelHeld(reason: reason, duration: retryAfter ?? Self.usualRest)
        case 408, 425, 500..<600: .transient(reason: reason, retryAfter: retryAfter)
        case 401, 407: .channelStopped(reason: "\(reason): the server doesn't accept who we are")
        case 300..<400: .permanent(reason: "\(reason): redirects aren't followed")
        default: .permanent(reason: reason)
        }
    }
}
