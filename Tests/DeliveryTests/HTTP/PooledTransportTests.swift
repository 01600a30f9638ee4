import AsyncHTTPClient
@testable import Delivery
import Glibc
import NIOCore
import NIOSSL
import ScheduleEngine
import Testing

/// Which of the client's errors say that a request never left: taken for one that did, everybody would be uncertain while
/// a server is down; the other way round somebody would get it twice.
@Suite struct PooledTransportTests {
    struct Garbage: Error {}

    private static let before: [any Error] = [
        HTTPClientError.connectTimeout, HTTPClientError.tlsHandshakeTimeout,
        HTTPClientError.getConnectionFromPoolTimeout,
        HTTPClientError.invalidURL, ChannelError.connectTimeout(.seconds(1)),
        NIOSSLError.handshakeFailed(.sslError([])), NIOSSLExtraError.failedToValidateHostname,
        IOError(errnoCode: ECONNREFUSED, reason: "finishing a non-blocking connect failed"),
        IOError(errnoCode: EHOSTUNREACH, reason: "finishing a non-blocking connect failed"),
        IOError(errnoCode: ENETUNREACH, reason: "connect(descriptor:addr:size:)"),
    ]
    private static let after: [any Error] = [
        HTTPClientError.remoteConnectionClosed, HTTPClientError.readTimeout, HTTPClientError.deadlineExceeded,
        HTTPClientError.writeTimeout, NIOSSLError.uncleanShutdown, BoringSSLError.sslError([]), Garbage(),
        IOError(errnoCode: ECONNRESET, reason: "read(descriptor:pointer:size:)"),
        IOError(errnoCode: EHOSTUNREACH, reason: "read(descriptor:pointer:size:)"),
        IOError(errnoCode: EPIPE, reason: "write(descriptor:pointer:size:)"), ChannelError.ioOnClosedChannel,
    ]

    @Test func `what fails before there is a connection never left`() {
        for error in Self.before {
            guard case .neverLeft = PooledTransport.answer(to: error) else {
                Issue.record("\(error) is taken for a request that left")
                continue
            }
        }
    }

    @Test func `what fails on a connection may have left`() {
        for error in Self.after {
            guard case .noAnswer = PooledTransport.answer(to: error) else {
                Issue.record("\(error) is taken for a request that never left")
                continue
            }
        }
    }

    @Test func `an address that can't be one never leaves`() async {
        let transport = PooledTransport(connections: 1, timeout: TimeSpan(seconds: 1), certificates: nil)
        for url in ["http://", "nonsense", "http://exa mple/"] {
            guard case .neverLeft = await transport.post(HTTPPost(url: url, headers: [], body: [])) else {
                Issue.record("\(url)")
                continue
            }
        }
        await transport.close()
    }
}
