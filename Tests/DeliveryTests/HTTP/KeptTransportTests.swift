@testable import Delivery
import Glibc
import ScheduleEngine
import Testing

/// Which posts never left, and which may have: taken for one that did, everybody would be uncertain while a server is down;
/// the other way round somebody would get it twice.
@Suite struct KeptTransportTests {
    private func transport(_ port: Int, scheme: String = "http", timeout: Int64 = 30, rest: Int64 = 3_600)
        -> KeptTransport
    {
        KeptTransport(
            url: "\(scheme)://127.0.0.1:\(port)/hook?a=b", timeout: TimeSpan(seconds: timeout),
            longestRest: TimeSpan(seconds: rest), certificates: nil)
    }

    private func post(_ body: String = "{}", headers: [(String, String)] = []) -> HTTPPost {
        HTTPPost(headers: headers.map { (name: $0.0, value: $0.1) }, body: Array(body.utf8))
    }

    private func describe(_ answer: HTTPAnswer) -> String {
        switch answer {
        case .response(let response): "\(response.status) \(String(decoding: response.body, as: UTF8.self))"
        case .neverLeft(let reason): "never left: \(reason)"
        case .noAnswer(let reason): "no answer: \(reason)"
        }
    }

    @Test func `a post says its host, its length, its headers and its body`() async throws {
        let server = try await ScriptedServer(.ok("yes", headers: "Retry-After: 7\r\n"))
        let transport = transport(server.port)
        let answer = await transport.post(post("{\"a\":1}", headers: [("X-Own", "some")]))
        guard case .response(let response) = answer else {
            Issue.record("\(describe(answer))")
            return
        }
        #expect(response.status == 200)
        #expect(response.retryAfter == "7")
        #expect(response.body == Array("yes".utf8))
        #expect(
            server.requests == [
                "POST /hook?a=b HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nX-Own: some\r\nContent-Length: 7\r\n\r\n{\"a\":1}"
            ])
        await transport.close()
        try await server.close()
    }

    @Test func `one post after the other goes over the same connection`() async throws {
        let server = try await ScriptedServer(.ok())
        let transport = transport(server.port)
        for _ in 0..<20 { #expect(describe(await transport.post(post())) == "200 ") }
        #expect(server.connections == 1)
        #expect(server.requests.count == 20)
        await transport.close()
        try await server.close()
    }

    @Test func `a connection that has rested for too long is not used again`() async throws {
        let server = try await ScriptedServer(.ok())
        let transport = transport(server.port, rest: 0)
        for _ in 0..<3 { #expect(describe(await transport.post(post())) == "200 ") }
        #expect(server.connections == 3)
        await transport.close()
        try await server.close()
    }

    @Test func `posts at once have a connection each`() async throws {
        let server = try await ScriptedServer(.ok())
        let transport = transport(server.port)
        let answers = await withTaskGroup(of: String.self) { group in
            for number in 0..<8 { group.addTask { describe(await transport.post(post("\(number)"))) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: "200 ", count: 8))
        #expect(Set(server.requests.compactMap(\.last)).count == 8)
        #expect((1...8).contains(server.connections))
        await transport.close()
        try await server.close()
    }

    @Test func `a connection that the server closes is not used again`() async throws {
        let server = try await ScriptedServer(
            .last("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), .ok("second"))
        let transport = transport(server.port)
        #expect(describe(await transport.post(post())) == "204 ")
        #expect(describe(await transport.post(post())) == "200 second")
        #expect(server.connections == 2)
        await transport.close()
        try await server.close()
    }

    @Test func `an answer without a length ends with its connection`() async throws {
        let server = try await ScriptedServer(.last("HTTP/1.1 200 OK\r\n\r\nas long as it lasts"))
        let transport = transport(server.port)
        #expect(describe(await transport.post(post())) == "200 as long as it lasts")
        await transport.close()
        try await server.close()
    }

    @Test func `what a server says in between is passed over`() async throws {
        let server = try await ScriptedServer(
            .bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nok"))
        let transport = transport(server.port)
        #expect(describe(await transport.post(post())) == "202 ok")
        await transport.close()
        try await server.close()
    }

    @Test func `of a long answer the first 64 KiB are read`() async throws {
        let server = try await ScriptedServer(.ok(String(repeating: "x", count: 200_000)))
        let transport = transport(server.port)
        guard case .response(let response) = await transport.post(post()) else {
            Issue.record("no answer")
            return
        }
        #expect(response.body.count == 65_536)
        await transport.close()
        try await server.close()
    }

    @Test func `what finds nobody to connect to never left`() async throws {
        // Bound, so that nobody else gets it, and never listened on.
        let bound = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(bound) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                _ = bind(bound, name, size)
                _ = getsockname(bound, name, &size)
            }
        }
        let port = Int(UInt16(bigEndian: address.sin_port))
        #expect(port > 0)
        for scheme in ["http", "https"] {
            let transport = transport(port, scheme: scheme)
            #expect(describe(await transport.post(post())) == "never left: no connection could be made")
            await transport.close()
        }
        let nowhere = KeptTransport(url: "nonsense", timeout: TimeSpan(seconds: 1), certificates: nil)
        #expect(describe(await nowhere.post(post())) == "never left: the address can't be used")
        await nowhere.close()
    }

    @Test func `what finds no encryption never left`() async throws {
        let server = try await ScriptedServer(.last("this is no TLS"))
        let transport = transport(server.port, scheme: "https", timeout: 4)
        #expect(describe(await transport.post(post())).hasPrefix("never left: no "))
        #expect(server.requests == [])
        await transport.close()
        try await server.close()
    }

    @Test func `certificates that can't be read let nothing leave`() async {
        let transport = KeptTransport(
            url: "https://127.0.0.1:1/", timeout: TimeSpan(seconds: 1), certificates: "/nowhere/certificates.pem")
        #expect(describe(await transport.post(post())).hasPrefix("never left: no encrypted connection could be made"))
        await transport.close()
    }

    @Test(arguments: [
        ScriptedServer.Reply.last(""), .last("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"),
        .last("HTTP/1.1 2"), .last("garbage\r\n\r\n"), .bytes("\0\0\0\0\r\n\r\n"),
    ])
    func `what is answered by half, or by garbage, may have left`(reply: ScriptedServer.Reply) async throws {
        let server = try await ScriptedServer(reply, .ok("next"))
        let transport = transport(server.port)
        #expect(describe(await transport.post(post())).hasPrefix("no answer: "))
        #expect(describe(await transport.post(post())) == "200 next", "the next one goes all the same")
        await transport.close()
        try await server.close()
    }

    @Test func `what is not answered in time may have left`() async throws {
        let server = try await ScriptedServer(.silence)
        let transport = transport(server.port, timeout: 1)
        #expect(describe(await transport.post(post())) == "no answer: no answer came in time")
        await transport.close()
        try await server.close()
    }

    @Test func `an answer that doesn't end in time may have been one`() async throws {
        let server = try await ScriptedServer(.bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"))
        let transport = transport(server.port, timeout: 1)
        #expect(describe(await transport.post(post())) == "no answer: the answer came too slowly")
        await transport.close()
        try await server.close()
    }

    @Test func `a header that can't be one never leaves`() async throws {
        let server = try await ScriptedServer(.ok())
        let transport = transport(server.port)
        let evil = post(headers: [("X-A", "b\r\nX-C: d")])
        #expect(describe(await transport.post(evil)) == "never left: a header can't be sent")
        #expect(describe(await transport.post(post())) == "200 ")
        #expect(server.requests.count == 1)
        await transport.close()
        try await server.close()
    }
}
