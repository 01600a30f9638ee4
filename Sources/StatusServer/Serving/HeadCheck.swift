internal import NIOCore
internal import NIOHTTP1

/// Looks at what HTTP's newer types no longer say: the version. HTTP/1.0 ends a connection with its answer unless it says
/// otherwise (RFC 9112 §9.3), and HTTP/1.1 names its host exactly once (§3.2).
final class HeadCheck: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private struct HostMissing: Error {}

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        if head.version.major == 1, head.version.minor >= 1, head.headers["host"].count != 1 {
            return context.fireErrorCaught(HostMissing())
        }
        if !head.isKeepAlive { head.headers.replaceOrAdd(name: "connection", value: "close") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}
