internal import AsyncHTTPClient
import CampaignModel
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
        configuration.timeout.connect = min(span, .seconds(10))
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
            let response = try await client.execute(request, deadline: .now() + timeout)
            var body = ByteBuffer()
            for try await part in response.body where body.readableBytes < Self.longestAnswer {
                body.writeImmutableBuffer(part)
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

    private static func answer(to error: any Error) -> HTTPAnswer {
        switch error {
        case is NIOConnectionError:
            .neverLeft(reason: "no connection could be made")
        case let error as HTTPClientError where isBeforeSending(error):
            .neverLeft(reason: error.shortDescription)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            .neverLeft(reason: "no encrypted connection could be made: \(error)")
        case let error as HTTPClientError:
            .noAnswer(reason: error.shortDescription)
        default:
            .noAnswer(reason: "\(type(of: error))")
        }
    }

    private static func isBeforeSending(_ error: HTTPClientError) -> Bool {
        [
            .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL, .emptyHost, .emptyScheme,
            .alreadyShutdown,
        ].contains(error)
    }
}
