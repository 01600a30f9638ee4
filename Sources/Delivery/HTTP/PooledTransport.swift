internal import AsyncHTTPClient
import CampaignModel
import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
import ScheduleEngine

/// async-http-client with its connections kept alive.
struct PooledTransport: HTTPTransport {
    private let client: HTTPClient
    private let timeout: TimeAmount

    /// Answers are read this far: a refusal's reason stands in the first lines.
    private static let longestAnswer = 65_536

    /// - Parameters:
    ///   - connections: to one host, kept open between posts.
    ///   - timeout: from the beginning of a post to the end of its answer.
    ///   - certificates: a file of certificates to trust in place of the system's; nil: the system's.
    init(connections: Int, timeout: TimeSpan, certificates: String?) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        // A refused connection is an answer: whoever waits for the next one waits in the ledger.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        // Sooner than servers close them: a connection that ends just when a message leaves makes it uncertain.
        configuration.connectionPool.idleTimeout = .seconds(4)
        let span = TimeAmount.seconds(timeout.seconds)
        // Sooner than the whole: what can't connect never left, and must not look like an answer that doesn't come.
        configuration.timeout.connect = min(.milliseconds(max(1, span.nanoseconds / 4_000_000 * 3)), .seconds(10))
        // The client's deadline ends with the head of an answer; this one goes for the rest.
        configuration.timeout.read = span
        if let certificates {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(certificates)
            configuration.tlsConfiguration = tls
        }
        self.timeout = span
        // One thread: what a message costs here is its thread changes.
        client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    }

    func post(_ post: HTTPPost) async -> HTTPAnswer {
        var request = HTTPClientRequest(url: post.url)
        request.method = .POST
        for (name, value) in post.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: post.body))
        do {
            let deadline = NIODeadline.now() + timeout
            let response = try await client.execute(request, deadline: deadline)
            var body = ByteBuffer()
            for try await part in response.body {
                body.writeImmutableBuffer(part)
                if body.readableBytes >= Self.longestAnswer { break }
                guard .now() < deadline else { return .noAnswer(reason: "the answer came too slowly") }
            }
            return .response(
                HTTPResponse(
                    status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"),
                    body: Array(body.readableBytesView)))
        } catch {
            return Self.answer(to: error)
        }
    }

    func close() async { try? await client.shutdown() }

    static func answer(to error: any Error) -> HTTPAnswer {
        switch error {
        case is NIOConnectionError, is SocketAddressError, is SocketAddressError.UnknownHost:
            .neverLeft(reason: "no connection could be made")
        // A host that is given by its address is connected to without NIO's own error around the system's.
        case let error as IOError where error.errnoCode == ECONNREFUSED || isOfConnecting(error):
            .neverLeft(reason: "no connection could be made")
        case let error as ChannelError where isBeforeSending(error):
            .neverLeft(reason: "no connection could be made")
        case let error as IOError:
            .noAnswer(reason: String(cString: strerror(error.errnoCode)))
        case let error as HTTPClientError where isBeforeSending(error):
            .neverLeft(reason: error.shortDescription)
        case let error as NIOSSLError where !isAfterHandshake(error):
            .neverLeft(reason: "no encrypted connection could be made\(cause(of: error))")
        case let error as NIOSSLExtraError:
            .neverLeft(reason: "no encrypted connection could be made: \(error)")
        case let error as HTTPClientError:
            .noAnswer(reason: error.shortDescription)
        default:
            .noAnswer(reason: "\(type(of: error))")
        }
    }

    /// Encryption that breaks where it already stood, maybe with a request on its way.
    private static func isAfterHandshake(_ error: NIOSSLError) -> Bool {
        switch error {
        case .uncleanShutdown, .readInInvalidTLSState: true
        default: false
        }
    }

    /// By NIO's words, since a host may become unreachable later too.
    private static func isOfConnecting(_ error: IOError) -> Bool {
        ["connect(", "non-blocking connect"].contains { "\(error)".contains($0) }
    }

    /// What the library says is spread over its source files' paths; only the one word is of use:
    /// `CERTIFICATE_VERIFY_FAILED`.
    private static func cause(of error: NIOSSLError) -> String {
        guard let word = "\(error)".firstMatch(of: /OPENSSL_internal:([A-Za-z0-9_ ]+?)(?: at |[^A-Za-z0-9_ ]|$)/)?.1
        else { return "" }
        return ": \(word)"
    }

    private static func isBeforeSending(_ error: ChannelError) -> Bool {
        if case .connectTimeout = error { true } else { false }
    }

    private static func isBeforeSending(_ error: HTTPClientError) -> Bool {
        [
            .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL, .emptyHost, .emptyScheme,
            .alreadyShutdown,
        ].contains(error)
    }
}
