internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOExtras
internal import NIOHTTPTypes
internal import NIOPosix
internal import ServiceLifecycle

/// Listens, and hands each connection to Hummingbird's HTTP/1 channel. Ends when it is told to: answers under way are
/// finished, nothing new is taken.
struct StatusService: Service {
    let listener: Listener
    let responder: StatusResponder
    let limits: ServingLimits
    let group: any EventLoopGroup
    let logger: Logger
    /// Told the address that it listens on.
    let onListening: @Sendable (String) -> Void

    func run() async throws {
        let channel = HTTP1Channel(
            responder: respond,
            configuration: .init(
                additionalChannelHandlers: [ConnectionGuard(limits: limits)],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.fieldSize, maxHeaderListSize: limits.headSize,
                    maxHeaderFieldCount: limits.fieldCount)))
        let quiescing = ServerQuiescingHelper(group: group)
        let server = try await listener.listen(
            on: bootstrap(quiescing), child: { [logger] in channel.setup(channel: $0, logger: logger) })
        onListening(listener.name(of: server.channel.localAddress))
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { tasks in
                try? await server.executeThenClose { inbound in
                    for try await connection in inbound {
                        tasks.addTask { [logger] in await channel.handle(value: connection, logger: logger) }
                    }
                }
            }
        } onGracefulShutdown: {
            quiescing.initiateShutdown(promise: nil)
        }
        listener.cleanUp()
    }

    private func bootstrap(_ quiescing: ServerQuiescingHelper) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: 512)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { [limits] channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(AvailableConnectionsChannelHandler(maxConnections: limits.connections))
                    try pipeline.addHandler(quiescing.makeServerChannelHandler(channel: channel))
                }
            }
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
    }

    /// In a task of its own, beside the event loops: a slow answer keeps nobody else's bytes waiting.
    @Sendable
    private func respond(_ request: Request, _ writer: consuming ResponseWriter, _: any Channel) async throws {
        let answer = answer(request)
        var head = RequestTranslation.head(answer)
        if RequestTranslation.endsConnection(request.head) { head.headerFields[.connection] = "close" }
        try await writer.write(
            response: head,
            body: answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    private func answer(_ request: Request) -> StatusAnswer {
        let asked = RequestTranslation.request(request.head)
        let isLooking = asked.method == "GET" || asked.method == "HEAD"
        if asked.target.utf8.count > limits.targetSize {
            return Packaging.answer(
                .refusal(Refusal(status: 414, code: "URI_TOO_LONG", message: "the request's address is too long")),
                to: asked)
        }
        if isLooking, RequestTranslation.hasBody(request.head) {
            return Packaging.answer(.refusal(.badRequest("a \(asked.method) request has no body here")), to: asked)
        }
        return responder.answer(asked)
    }
}
