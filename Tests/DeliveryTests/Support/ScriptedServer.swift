import NIOCore
import NIOPosix
import Synchronization

/// A server on loopback that answers one request after the other, whatever the connection, with the bytes it is told to.
final class ScriptedServer: Sendable {
    enum Reply: Sendable {
        case bytes(String)
        /// The same, and the connection is closed behind it.
        case last(String)
        /// Nothing, ever.
        case silence

        static func ok(_ body: String = "", headers: String = "") -> Reply {
            .bytes("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
        }
    }
    private struct State {
        var replies: [Reply]
        var requests: [String] = []
        var connections = 0
    }
    private let state: Mutex<State>
    private let channel = Mutex<(any Channel)?>(nil)

    /// Replies with these in turn, and with the last one for ever.
    init(_ replies: Reply...) async throws {
        state = Mutex(State(replies: replies))
        let bound = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { [self] channel in
                state.withLock { $0.connections += 1 }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(server: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        channel.withLock { $0 = bound }
    }

    var port: Int { channel.withLock { $0?.localAddress?.port ?? 0 } }
    /// As they came, head and body.
    var requests: [String] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }

    func close() async throws { try await channel.withLock { $0 }?.close().get() }

    private func reply(to request: String) -> Reply {
        state.withLock { state in
            state.requests.append(request)
            return state.replies.count > 1 ? state.replies.removeFirst() : state.replies.first ?? .silence
        }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let server: ScriptedServer
        private var received = ""

        init(server: ScriptedServer) { self.server = server }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: unwrapInboundIn(data))
            guard let end = received.range(of: "\r\n\r\n"), let length = length(in: received[..<end.lowerBound]),
                received[end.upperBound...].utf8.count >= length
            else { return }
            let reply = server.reply(to: received)
            received = ""
            switch reply {
            case .silence: break
            case .bytes(let text):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            case .last(let text):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
                context.close(promise: nil)
            }
        }

        private func length(in head: Substring) -> Int? {
            head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) }
        }
    }
}
