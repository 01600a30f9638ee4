import Glibc
import TestSupport
import Testing

@testable import StatusServer

/// Over a real socket, with little patience.
@Suite struct PatienceTests {
    @Test(arguments: [
        "", "GET /healthz HTTP/1.1\r\nHost: ", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff",
        "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
    ])
    func `whoever dawdles is let go`(beginning: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("s")
        var limits = ServingLimits()
        limits.patience = .milliseconds(50)
        limits.farewell = .milliseconds(50)
        let server = StatusServer(
            address: .unix(path: path), responder: StatusResponder(source: FakeSource()), limits: limits)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            let (listening, said) = AsyncStream.makeStream(of: String.self)
            tasks.addTask { try await server.run { said.yield($0) } }
            for await address in listening {
                #expect(address == "unix:\(path)")
                break
            }
            // Comes back when the other side has ended the connection, and not before.
            let answer = try Self.talk(path, beginning)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 "))
            tasks.cancelAll()
        }
        #expect(access(path, F_OK) != 0)
    }

    struct NoConnection: Error {}

    /// Says this, and listens until the other side ends the connection.
    private static func talk(_ path: String, _ text: String) throws -> String {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8.prefix(107))) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) }
        }
        guard result == 0 else { throw NoConnection() }
        _ = Array(text.utf8).withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return String(decoding: all, as: UTF8.self) }
            all += buffer.prefix(count)
        }
    }
}
