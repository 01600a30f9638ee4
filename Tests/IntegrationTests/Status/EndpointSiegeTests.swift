import Foundation
import Glibc
import TestSupport
import Testing

/// All that people who mean no good can do at once, for as long as it takes: it goes on serving, holds little more in
/// memory than before, and leaves every byte of tree and state as it was.
@Suite struct EndpointSiegeTests {
    private static let root = "/api/v1/scheduled-campaigns"
    private static let seed: UInt64 = 20_261_124
    /// In KiB, beyond what it holds before: what 900 connections may cost, and not what is sent through them.
    private static let bound = 60_000

    @Test func `under siege it serves, in bounded memory, and no byte of tree or state changes`() throws {
        let site = try EndpointTests.site()
        let before = FolderPrint(site.folder)
        let endpoint = try Endpoint(site, now: EndpointTests.now)
        for _ in 0..<50 { _ = try endpoint.ask(Self.root) }
        let quiet = try #require(endpoint.memory)

        let slow = try (0..<500).map { try Self.dawdle($0, at: endpoint) }
        try Self.check(endpoint, since: quiet, "500 slow connections")
        var random = SeededGenerator(seed: Self.seed)
        for number in 0..<1_000 {
            let caller = try endpoint.connect()
            caller.send(Self.garbage(number, &random))
            caller.hangUp()
            // Every fourth hears it out, so that the server isn't only hung up on.
            if number % 4 == 0 {
                let status = (try? caller.answer().status) ?? 400
                #expect(status < 500, "request \(number), seed \(Self.seed)")
            }
        }
        try Self.check(endpoint, since: quiet, "1,000 garbage requests, seed \(Self.seed)")
        let deaf = try (0..<100).map { _ in try Self.askWithoutReading(endpoint) }
        try Self.flood(endpoint)
        try Self.check(endpoint, since: quiet, "floods")
        for target in Self.tricks {
            let answer = try endpoint.ask(target)
            #expect([400, 404].contains(answer.status) && !answer.text.contains("root:"), "\(target)")
        }
        try Self.check(endpoint, since: quiet, "paths")
        withExtendedLifetime((slow, deaf)) {}

        #expect(endpoint.stop().code == 0)
        #expect(FolderPrint(site.folder) == before)
    }

    /// Some say nothing, some begin, some begin a body.
    private static func dawdle(_ number: Int, at endpoint: Endpoint) throws -> Caller {
        let caller = try endpoint.connect()
        switch number % 3 {
        case 0: break
        case 1: caller.send("GET /healthz HTTP/1.1\r\nHost: ")
        default: caller.send("POST \(root) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff")
        }
        return caller
    }

    /// Bytes, addresses, methods and versions, and fields: by turns.
    private static func garbage(_ number: Int, _ random: inout SeededGenerator) -> [UInt8] {
        switch number % 4 {
        case 0:
            return (0..<random.number(1...2_000)).map { _ in UInt8(random.number(0...255)) }
        case 1:
            let bytes = Array("abc%./\\~;?&=".utf8) + [0xFF, 0]
            let address = (0..<random.number(1...200)).map { _ in random.pick(bytes) }
            return Array("GET /".utf8) + address + Array(" HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        case 2:
            let method = random.pick(["GET", "BREW", "\0", "POST", "CONNECT"])
            let version = random.pick(["1.1", "9.9", "2.0", "x"])
            let fields = random.pick([
                "Host: x\r\n", "Host: x\r\nHost: y\r\n", "", "Content-Length: -1\r\n",
                "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n",
            ])
            return Array("\(method) / HTTP/\(version)\r\n\(fields)\r\n".utf8)
        default:
            let fields = (0..<random.number(0...150)).map {
                "X\($0): \(String(repeating: "y", count: random.number(0...200)))\r\n"
            }
            return Array("GET \(root) HTTP/1.1\r\nHost: x\r\n\(fields.joined())\r\n".utf8)
        }
    }

    /// A thousand requests in one go, and nobody takes the answers.
    private static func askWithoutReading(_ endpoint: Endpoint) throws -> Caller {
        let caller = try endpoint.connect()
        caller.send(String(repeating: "GET \(root) HTTP/1.1\r\nHost: x\r\n\r\n", count: 1_000))
        return caller
    }

    /// Headers and bodies of 32 MiB each, or what of them is taken.
    private static func flood(_ endpoint: Endpoint) throws {
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        let chunk = Array("100000\r\n".utf8) + piece + Array("\r\n".utf8)
        let fields = Array(String(repeating: "A: b\r\n", count: 170_000).utf8)
        for (head, piece, status) in [
            ("POST \(root) HTTP/1.1\r\nHost: x\r\nContent-Length: 33554432\r\n\r\n", piece, 405),
            ("POST \(root) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", chunk, 405),
            ("GET / HTTP/1.1\r\nHost: x\r\nX: ", piece, 431), ("GET /", piece, 431),
            ("GET / HTTP/1.1\r\nHost: x\r\n", fields, 431),
        ] {
            let caller = try endpoint.connect()
            caller.send(head)
            for _ in 0..<32 where caller.send(piece) {}
            // Who goes on sending after the refusal may be cut off before it is read.
            if let answer = try? caller.answer() { #expect(answer.status == status, "\(head.prefix(60))") }
        }
    }

    private static let tricks = [
        "/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/metrics/../../etc/passwd",
        "\(root)/..%2f..%2fetc%2fpasswd", "\(root)/%252e%252e", "/campaigns/../../etc/passwd", "/campaigns/%2e%2e",
        "/campaigns/..%5c..", "/campaigns/%00", "/%00", "file:///etc/passwd", "/proc/self/environ", "/campanile.db",
        "/campaigns.d/a.yaml",
    ]

    private static func check(_ endpoint: Endpoint, since quiet: Int, _ after: String) throws {
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try endpoint.ask("/healthz").status == 200, "\(after)")
        #expect(try endpoint.data(root)?.items.count == 2, "\(after)")
        #expect(clock.now - start < .seconds(5), "\(after)")
        let most = try #require(endpoint.mostMemory)
        #expect(most - quiet < bound, "\(after): \(quiet) KiB before, \(most) KiB at most")
    }
}
