import Foundation
import Glibc
import TestSupport
import Testing

/// People who mean no good, or can't do better.
@Suite struct EndpointLimitTests {
    private static let root = "/api/v1/scheduled-campaigns"

    private static let malformed: [String: [UInt8]] = [
        "no HTTP": Array("GARBAGE\r\n\r\n".utf8), "TLS": [0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3],
        "HTTP/2": Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), "HTTP/0.9": Array("GET /\r\n\r\n".utf8),
        "a zero byte": Array("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n".utf8),
        "no host": Array("GET / HTTP/1.1\r\n\r\n".utf8),
        "two hosts": Array("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n".utf8),
        "no length": Array("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n".utf8),
        "two lengths": Array(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".utf8),
        "a field without a name": Array("GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n".utf8),
        "a body": Array("GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx".utf8),
        "a chunked body": Array("GET /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".utf8),
    ]

    @Test(arguments: malformed.keys.sorted())
    func `what is no request is answered with JSON, and the connection ends`(name: String) throws {
        let endpoint = try Endpoint(EndpointTests.site(), now: EndpointTests.now)
        let caller = try endpoint.connect()
        caller.send(Self.malformed[name] ?? [])
        let answer = try caller.answer()
        #expect(answer.status == 400 && answer.code == "BAD_REQUEST" && answer.json["success"] == false, "\(name)")
        #expect(answer.fields["content-length"] == "\(answer.body.count)")
    }

    @Test func `headers and addresses have limits`() throws {
        let endpoint = try Endpoint(EndpointTests.site(), now: EndpointTests.now)
        let long = String(repeating: "a", count: 1_000_000)
        for request in [
            "GET / HTTP/1.1\r\nHost: x\r\nX: \(long)\r\n\r\n", "GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "A: b\r\n", count: 500) + "\r\n",
        ] {
            let caller = try endpoint.connect()
            caller.send(request)
            let answer = try caller.answer()
            #expect(answer.status == 431 && answer.code == "HEADERS_TOO_LARGE")
        }
        #expect(try endpoint.ask("/healthz").status == 200)
    }

    @Test func `a body is never taken in`() throws {
        let endpoint = try Endpoint(EndpointTests.site(), now: EndpointTests.now)
        _ = try endpoint.ask(Self.root)
        let before = try #require(endpoint.memory)
        let caller = try endpoint.connect()
        caller.send("POST \(Self.root) HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n")
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        for _ in 0..<64 where caller.send(piece) {}
        #expect(try caller.answer().status == 405)
        let after = try #require(endpoint.memory)
        #expect(after - before < 20_000)
        #expect(try endpoint.ask("/healthz").status == 200)
    }

    @Test func `a thousand bad requests and five hundred slow connections keep nobody else waiting`() throws {
        let endpoint = try Endpoint(EndpointTests.site(), now: EndpointTests.now)
        for _ in 0..<50 { _ = try endpoint.ask(Self.root) }
        let before = try #require(endpoint.memory)
        var random = SeededGenerator(seed: 20_261_123)
        var slow: [Caller] = []
        for number in 0..<500 {
            let caller = try endpoint.connect()
            // Some say nothing, some begin, some ask and don't listen.
            switch number % 3 {
            case 0: break
            case 1: caller.send("GET /healthz HTTP/1.1\r\nHost: ")
            default: caller.send("POST \(Self.root) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff")
            }
            slow.append(caller)
        }
        for _ in 0..<1_000 {
            let caller = try endpoint.connect()
            let length = random.number(1...2_000)
            caller.send((0..<length).map { _ in UInt8(random.number(0...255)) })
        }
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try endpoint.ask("/healthz").status == 200)
        #expect(clock.now - start < .seconds(5))
        let after = try #require(endpoint.memory)
        #expect(after - before < 40_000, "seed 20261123")
        withExtendedLifetime(slow) {}
        #expect(endpoint.stop().code == 0)
    }

    @Test(arguments: [
        "/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/./metrics", "/metrics/../healthz",
        "\(root)/..%2f..%2fetc%2fpasswd", "\(root)/%252e%252e", "\(root)/a.yaml", "/campaigns.d/a.yaml",
    ])
    func `no address leads to a file`(target: String) throws {
        let endpoint = try Endpoint(EndpointTests.site(), now: EndpointTests.now)
        let answer = try endpoint.ask(target)
        #expect(answer.status == 404, "\(target) \(answer.text) \(endpoint.process.errorSoFar)")
        #expect(!answer.text.contains("root:"))
    }

    @Test func `a client of HTTP's first version is answered, and the connection ends`() throws {
        let endpoint = try Endpoint(EndpointTests.site(), now: EndpointTests.now)
        let caller = try endpoint.connect()
        caller.send("GET /healthz HTTP/1.0\r\n\r\n")
        #expect(try caller.answer().status == 200)
    }
}
