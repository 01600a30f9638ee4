import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import NIOTLS

/// A connection that takes one exchange after the other: the end of its pipeline, confined to its event loop.
final class HTTPConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let isEncrypted: Bool
    /// Told when an exchange is over and another one may follow.
    private let rested: (HTTPConnection) -> Void
    private var context: ChannelHandlerContext?
    private var exchange: HTTPExchange?
    private(set) var restsSince = NIODeadline.now()

    /// Answers are read this far: a refusal's reason stands in the first lines.
    private static let longestAnswer = 65_536

    init(first exchange: HTTPExchange, isEncrypted: Bool, rested: @escaping (HTTPConnection) -> Void) {
        self.exchange = exchange
        self.isEncrypted = isEncrypted
        self.rested = rested
    }

    var isOpen: Bool { context?.channel.isActive ?? false }

    /// - Precondition: the connection rests.
    func take(_ exchange: HTTPExchange) {
        self.exchange = exchange
        send()
    }

    func close() {
        exchange?.fail("the connection was closed")
        exchange = nil
        context?.close(promise: nil)
    }

    // MARK: What the pipeline tells

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        if !isEncrypted { send() }
        context.fireChannelActive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isEncrypted, case .handshakeCompleted? = event as? TLSUserEvent { send() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Who speaks without being asked is not understood.
        guard let exchange else { return close() }
        switch unwrapInboundIn(data) {
        case .head(let head):
            exchange.status = head
        case .body(let part):
            exchange.answer.append(
                contentsOf: part.readableBytesView.prefix(Self.longestAnswer - exchange.answer.count))
            if exchange.answer.count == Self.longestAnswer { finish(exchange, mayFollow: false) }
        case .end:
            finish(exchange, mayFollow: true)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        exchange?.fail(exchange?.hasLeft == true ? "the connection was closed" : Self.noConnection)
        exchange = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        exchange?.fail(exchange?.hasLeft == true ? Self.reason(error) : Self.reasonBefore(error))
        exchange = nil
        context.close(promise: nil)
    }

    // MARK: What it does

    private func send() {
        guard let context, let exchange, !exchange.isOver else { return close() }
        exchange.hasLeft = true
        exchange.limit(on: context.eventLoop, to: exchange.deadline) { [self] in
            exchange.fail(exchange.status == nil ? "no answer came in time" : "the answer came too slowly")
            close()
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        // A header that can't be one is not sent, and neither is what would follow it.
        written.futureResult.assumeIsolated().whenFailure { [self] error in
            guard error is HTTPParserError else { return }
            exchange.hasLeft = false
            exchange.fail("a header can't be sent")
            close()
        }
        context.write(wrapOutboundOut(.head(exchange.head)), promise: written)
        context.write(wrapOutboundOut(.body(.byteBuffer(exchange.body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func finish(_ exchange: HTTPExchange, mayFollow: Bool) {
        guard let head = exchange.status else { return close() }
        self.exchange = nil
        // Rests first: whoever is told may have the next one at hand.
        if mayFollow, head.isKeepAlive, head.status != .switchingProtocols {
            restsSince = .now()
            rested(self)
        } else {
            context?.close(promise: nil)
        }
        exchange.finish(
            .response(
                HTTPResponse(
                    status: Int(head.status.code), retryAfter: head.headers.first(name: "Retry-After"),
                    body: exchange.answer)))
    }

    // MARK: Sentences

    static let noConnection = "no connection could be made"

    private static func reasonBefore(_ error: any Error) -> String {
        guard error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError else { return noConnection }
        return "no encrypted connection could be made\(cause(of: error))"
    }

    /// What the library says is spread over its source files' paths; only the one word is of use:
    /// `CERTIFICATE_VERIFY_FAILED`.
    private static func cause(of error: any Error) -> String {
        if error is NIOSSLExtraError { return ": \(error)" }
        guard let word = "\(error)".firstMatch(of: /OPENSSL_internal:([A-Za-z0-9_ ]+?)(?: at |[^A-Za-z0-9_ ]|$)/)?.1
        else { return "" }
        return ": \(word)"
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case is HTTPParserError: "the answer is no HTTP"
        case is NIOSSLError, is BoringSSLError: "the connection was closed"
        default: "\(type(of: error))"
        }
    }
}
