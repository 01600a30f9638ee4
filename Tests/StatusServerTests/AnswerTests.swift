import CZLib
import Synchronization
import Testing

@testable import StatusServer

/// Answers as they are packaged: shape, tags, packing, refusals.
@Suite struct AnswerTests {
    private static let root = "/api/v1/scheduled-campaigns"
    private let responder = StatusResponder(source: FakeSource())

    @Test func `data stands in the reference's envelope`() {
        #expect(responder.ask("\(Self.root)/a").text == #"{"success":true,"data":{"campaignId":"a"}}"#)
        #expect(responder.ask(Self.root).text == #"{"success":true,"data":[{"campaignId":"a"}]}"#)
        #expect(responder.ask("\(Self.root)/statistics/1y").text == #"{"success":true,"data":{"period":"1y"}}"#)
    }

    @Test func `an unknown id and an unknown address are told apart`() {
        for target in ["\(Self.root)/c", "\(Self.root)/c/history", "\(Self.root)/..", "\(Self.root)/%2e%2e%2f%2e%2e"] {
            let answer = responder.ask(target)
            #expect(answer.status == 404 && answer.text.contains(#""code":"CAMPAIGN_NOT_FOUND""#), "\(target)")
        }
        for target in ["/api", "/api/v1", "/favicon.ico", "/..", "//", "/healthz/", "\(Self.root)/a/pause"] {
            let answer = responder.ask(target)
            #expect(answer.status == 404 && answer.text.contains(#""code":"NOT_FOUND""#), "\(target)")
        }
    }

    @Test func `an id that can't be one isn't repeated`() {
        #expect(responder.ask("\(Self.root)/camp-1.x_Y").text.contains("'camp-1.x_Y'"))
        #expect(!responder.ask("\(Self.root)/%3Cscript%3E").text.contains("script"))
        #expect(!responder.ask("\(Self.root)/\(String(repeating: "a", count: 129))").text.contains("aaa"))
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
    func `a writing method is refused with the file to edit`(method: String) {
        for (target, file) in [
            (Self.root, "campaigns.d/"), ("\(Self.root)/a", "a.yaml"), ("\(Self.root)/b/pause", "more/b.yaml"),
            ("\(Self.root)/b/resume", "more/b.yaml"), ("\(Self.root)/a/test", "a.yaml"),
            ("\(Self.root)/a/history", "a.yaml"), ("/healthz", "campaigns.d/"), ("/", "campaigns.d/"),
            ("/metrics", "campaigns.d/"),
        ] {
            let answer = responder.ask(target, method)
            #expect(answer.status == 405, "\(method) \(target)")
            #expect(answer.field("Allow") == "GET, HEAD")
            #expect(answer.text.contains(#""code":"READ_ONLY""#) && answer.text.contains("\"file\":\"\(file)\""))
        }
        #expect(responder.ask("\(Self.root)/c", method).text.contains("CAMPAIGN_NOT_FOUND"))
        #expect(responder.ask("/elsewhere", method).status == 404)
    }

    @Test func `HEAD says what GET would, without the body`() {
        for target in [Self.root, "/", "/metrics", "/healthz", "/openapi.json", "/nowhere", "\(Self.root)?limit=x"] {
            let whole = responder.ask(target)
            let head = responder.ask(target, "HEAD")
            #expect(head.body.isEmpty && head.length == whole.body.count && head.length == whole.length, "\(target)")
            #expect(head.status == whole.status && head.fields == whole.fields)
        }
    }

    @Test func `a tag is the body's own, and saves sending it again`() throws {
        let tag = try #require(responder.ask("\(Self.root)/a").field("ETag"))
        #expect(responder.ask("\(Self.root)/a").field("ETag") == tag)
        #expect(StatusResponder(source: FakeSource(answers: "{}")).ask("\(Self.root)/a").field("ETag") != tag)
        #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
        for condition in [tag, "W/\(tag)", "\"x\", \(tag)", "*", " \(tag) "] {
            let answer = responder.ask("\(Self.root)/a", ifNoneMatch: condition)
            #expect(answer.status == 304 && answer.body.isEmpty && answer.field("ETag") == tag, "\(condition)")
            #expect(answer.length == nil)
        }
        #expect(responder.ask("\(Self.root)/a", ifNoneMatch: "\"x\"").status == 200)
        // A refusal has none.
        #expect(responder.ask("\(Self.root)/c", ifNoneMatch: "*").status == 404)
    }

    @Test func `a long answer is packed for whoever can unpack it, under a tag of its own`() throws {
        let long = StatusResponder(
            source: FakeSource(answers: "\"" + String(repeating: "campanile ", count: 1_000) + "\""))
        let plain = long.ask("\(Self.root)/a")
        let packed = long.ask("\(Self.root)/a", acceptEncoding: "br, gzip")
        #expect(packed.field("Content-Encoding") == "gzip" && packed.field("Vary") == "Accept-Encoding")
        #expect(packed.body.count < plain.body.count / 10 && packed.length == packed.body.count)
        #expect(try Self.unpacked(packed.body, length: plain.body.count) == plain.body)
        let tag = try #require(packed.field("ETag"))
        #expect(tag != plain.field("ETag") && plain.field("Content-Encoding") == nil)
        #expect(long.ask("\(Self.root)/a", ifNoneMatch: tag, acceptEncoding: "gzip").status == 304)
        #expect(long.ask("\(Self.root)/a", ifNoneMatch: tag).status == 200)
        // Not worth it.
        #expect(responder.ask("\(Self.root)/a", acceptEncoding: "gzip").field("Content-Encoding") == nil)
    }

    @Test(arguments: [
        ("gzip", true), ("x-gzip", true), ("GZIP", true), ("br;q=1.0, gzip;q=0.5", true), ("*", true),
        ("gzip;q=0", false),
        ("gzip; q=0.000, *", false), ("*;q=0", false), ("identity", false), ("", false), ("gzipped", false),
        ("deflate, gzip ; q=1", true), ("gzip;q=abc", false),
    ])
    func `packing is for whoever names it`(header: String, isPacked: Bool) {
        #expect(Packaging.acceptsGzip(header) == isPacked)
    }

    @Test func `what goes wrong is for the log, and nobody who asks reads it`() {
        struct Secret: Error {}
        let log = Mutex<[String]>([])
        let report: @Sendable (String) -> Void = { line in log.withLock { $0.append(line) } }
        let broken = StatusResponder(source: FakeSource(failure: Secret()), report: report).ask(Self.root)
        #expect(broken.status == 500 && broken.text.contains("INTERNAL_ERROR") && !broken.text.contains("Secret"))
        let gone = SourceUnavailable(code: "STATE_UNAVAILABLE", message: "not now", detail: "/var/lib/x: no")
        let unavailable = StatusResponder(source: FakeSource(failure: gone), report: report).ask("/healthz")
        #expect(unavailable.status == 503 && unavailable.text.contains("STATE_UNAVAILABLE"))
        #expect(!unavailable.text.contains("/var/lib"))
        #expect(log.withLock { $0 } == ["Secret()", "/var/lib/x: no"])
    }

    @Test func `pages come with what a browser may do with them`() {
        let responder = StatusResponder(source: FakeSource())
        #expect(responder.ask("/campaigns/%C3%A4").text == "<p>/campaigns/ä, 0 passed over")
        #expect(responder.ask("/?skip=100").text == "<p>/, 100 passed over")
        for target in ["/campaigns/b", "/campaigns/%C3%A4/", "//"] {
            #expect(responder.ask(target).status == 404, "\(target)")
        }
        for target in ["/?skip=-1", "/?skip=x", "/?limit=5", "/campaigns/%C3%A4?skip=1"] {
            #expect(responder.ask(target).status == 400, "\(target)")
        }
        #expect(responder.ask("/", "POST").status == 405)
        #expect(responder.ask("/campaigns/b", "POST").status == 404)
        let answer = responder.ask("/")
        #expect(answer.field("Content-Type") == "text/html; charset=utf-8")
        #expect(answer.field("Content-Security-Policy") == "default-src 'none'")
        #expect(answer.field("Referrer-Policy") == "no-referrer")
        #expect(responder.ask("/healthz").field("Content-Security-Policy") == nil)
    }

    private static func unpacked(_ bytes: [UInt8], length: Int) throws -> [UInt8] {
        var stream = z_stream()
        try #require(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
        defer { inflateEnd(&stream) }
        var input = bytes
        return input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            return [UInt8](unsafeUninitializedCapacity: length + 1) { target, count in
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(target.count)
                count = inflate(&stream, Z_FINISH) == Z_STREAM_END ? target.count - Int(stream.avail_out) : 0
            }
        }
    }
}
