internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// The connections to one target, kept alive between exchanges; confined to its event loop. It opens one whenever all are
/// busy: how many that may become, whoever posts decides.
final class ConnectionPool {
    private let loop: any EventLoop
    private let target: HTTPTarget
    private let certificates: String?
    /// For an exchange, from its beginning to the end of its answer.
    private let timeout: TimeAmount
    /// A connection that has had nothing to do for so long is not used again.
    private let longestRest: TimeAmount
    private var encryption: NIOSSLContext?
    private var resting: [HTTPConnection] = []
    private var all: [ObjectIdentifier: HTTPConnection] = [:]

    private static let longestConnecting = TimeAmount.seconds(10)

    /// - Parameter certificates: a file of certificates to trust in place of the system's; nil: the system's.
    init(loop: any EventLoop, target: HTTPTarget, timeout: TimeAmount, longestRest: TimeAmount, certificates: String?) {
        self.loop = loop
        self.target = target
        self.timeout = timeout
        self.longestRest = longestRest
        self.certificates = certificates
    }

    func post(_ post: HTTPPost, end: @escaping (HTTPAnswer) -> Void) {
        var headers = HTTPHeaders([("Host", target.authority)] + post.headers)
        headers.add(name: "Content-Length", value: String(post.body.count))
        let begin = NIODeadline.now()
        let exchange = HTTPExchange(
            head: HTTPRequestHead(version: .http1_1, method: .POST, uri: target.path, headers: headers),
            body: ByteBuffer(bytes: post.body), deadline: begin + timeout, end: end)
        while let connection = resting.popLast() {
            if connection.isOpen, begin - connection.restsSince < longestRest { return connection.take(exchange) }
            connection.close()
        }
        connect(for: exchange, from: begin)
    }

    func close() {
        for connection in all.values { connection.close() }
        resting = []
    }

    private func connect(for exchange: HTTPExchange, from begin: NIODeadline) {
        let connection = HTTPConnection(first: exchange, isEncrypted: target.isEncrypted) { [self] connection in
            resting.append(connection)
        }
        // Sooner than the whole: what can't connect never left, and must not look like an answer that doesn't come.
        let limit = min(.nanoseconds(max(1, timeout.nanoseconds / 4 * 3)), Self.longestConnecting)
        exchange.limit(on: loop, to: begin + limit) {
            exchange.fail(HTTPConnection.noConnection)
            connection.close()
        }
        do {
            let encryption = try target.isEncrypted ? makeEncryption() : nil
            // The initializer runs on this very loop.
            let bound = NIOLoopBound(connection, eventLoop: loop)
            ClientBootstrap(group: loop)
                .connectTimeout(limit)
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
                .channelInitializer { [target] channel in
                    channel.eventLoop.makeCompletedFuture {
                        let pipeline = channel.pipeline.syncOperations
                        if let encryption {
                            try pipeline.addHandler(
                                NIOSSLClientHandler(context: encryption, serverHostname: target.serverName))
                        }
                        try pipeline.addHTTPClientHandlers(leftOverBytesStrategy: .dropBytes)
                        try pipeline.addHandler(bound.value)
                    }
                }
                .connect(host: target.host, port: target.port)
                .assumeIsolated()
                .whenComplete { [self] result in
                    switch result {
                    case .failure: exchange.fail(HTTPConnection.noConnection)
                    case .success(let channel): keep(connection, until: channel.closeFuture)
                    }
                }
        } catch {
            exchange.fail("no encrypted connection could be made: the certificates can't be read")
        }
    }

    private func keep(_ connection: HTTPConnection, until end: EventLoopFuture<Void>) {
        all[ObjectIdentifier(connection)] = connection
        end.assumeIsolated().whenComplete { [self] _ in
            all[ObjectIdentifier(connection)] = nil
            resting.removeAll { $0 === connection }
        }
    }

    private func makeEncryption() throws -> NIOSSLContext {
        if let encryption { return encryption }
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let certificates { configuration.trustRoots = .file(certificates) }
        let made = try NIOSSLContext(configuration: configuration)
        encryption = made
        return made
    }
}
