internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Stands between HTTP's decoder and whoever answers: answers what is no request, throws bodies away, and lets go of who
/// takes too long. What to do when is `Exchange`'s to say.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ServingLimits
    private var exchange: Exchange
    private var deadline: Scheduled<Void>?

    init(limits: ServingLimits) {
        self.limits = limits
        exchange = Exchange(pipelined: limits.pipelined)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        if let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) {
            try? pipeline.addHandler(HeadCheck(), position: .before(codec))
        }
        expect(within: limits.patience, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let action =
            switch unwrapInboundIn(data) {
            case .head(let head): exchange.readHead(endsConnection: RequestTranslation.endsConnection(head))
            case .body: exchange.readBody()
            case .end: exchange.readEnd()
            }
        if action == .pass { context.fireChannelRead(data) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        switch exchange.writeEnd() {
        case .passAndClose:
            context.writeAndFlush(data, promise: promise)
            sayGoodbye(context)
        case .restartPatience:
            // When it is out of the door: who doesn't take the answer has no patience left.
            let isOut = context.eventLoop.makePromise(of: Void.self)
            isOut.futureResult.cascade(to: promise)
            isOut.futureResult.assumeIsolated().whenSuccess { [self] in expect(within: limits.patience, context) }
            context.write(data, promise: isOut)
        default: context.write(data, promise: promise)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch exchange.failToRead(isTooLarge: RequestTranslation.isTooLarge(error)) {
        case .refuse(let status):
            let answer = RequestTranslation.refusal(status: status)
            context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
            context.write(wrapOutboundOut(.body(answer.body)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            sayGoodbye(context)
        default: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed, exchange.readEndOfInput() == .close {
            context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Closing at once would let the kernel reset the connection, and the client might never read the answer.
    private func sayGoodbye(_ context: ChannelHandlerContext) {
        context.close(mode: .output, promise: nil)
        expect(within: limits.farewell, context)
    }

    private func expect(within time: Duration, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) {
            context.close(promise: nil)
        }
    }
}
