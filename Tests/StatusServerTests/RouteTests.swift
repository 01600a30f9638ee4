import Synchronization
import Testing

@testable import StatusServer

/// What is at which address, and how addresses are read.
@Suite struct RouteTests {
    private static let root = "/api/v1/scheduled-campaigns"

    @Test(arguments: [
        (root, Route.list), ("\(root)/a", .campaign("a")), ("\(root)/a%2Db", .campaign("a-b")),
        ("\(root)/a/history", .history("a")), ("\(root)/statistics/7d", .statistics("7d")),
        ("\(root)/statistics/soon", .statistics("soon")), ("\(root)/statistics", .campaign("statistics")),
        ("\(root)/statistics/history", .history("statistics")), ("\(root)/a/pause", .action("a")),
        ("\(root)/a/test", .action("a")), ("/healthz", .health), ("/metrics", .metrics),
        ("/openapi.json", .description),
        ("/", .page("/")), ("/campaigns/a", .page("/campaigns/a")), ("\(root)/..", .campaign("..")),
        ("\(root)/%2e%2e%2fetc", .campaign("../etc")),
    ])
    func `an address leads to one route`(path: String, route: Route) throws {
        #expect(try Route(path: path) == route)
    }

    @Test(arguments: [
        "\(root)/", "\(root)//history", "\(root)/a/b", "\(root)/a/history/", "\(root)//", "\(root)/a/history/x",
    ])
    func `below the campaigns there is nothing else`(path: String) throws {
        #expect(try Route(path: path) == nil)
    }

    @Test(arguments: [
        "/%", "/%4", "/%zz", "/%00", "\(root)/a%0d%0ab", "/%ff", "/%c3", "/%7f", "\(root)/%1b",
    ])
    func `what can't be decoded is refused`(path: String) {
        #expect(throws: Refusal.self) { try Route(path: path) }
        let answer = StatusResponder(source: FakeSource()).ask(path)
        #expect(answer.status == 400 && answer.text.contains("INVALID_VALUE"))
    }

    @Test(arguments: [
        ("", "- - 100 0"), ("?limit=5&skip=10", "- - 5 10"), ("?status=paused", "paused - 100 0"),
        ("?type=one-time", "- one-time 100 0"), ("?limit=101", "- - 100 0"),
        ("?limit=99999999999999999999&skip=99999999999999999999", "- - 100 \(Int.max)"),
        ("?limit=007", "- - 7 0"), ("?st%61tus=activ%65", "active - 100 0"), ("?", "- - 100 0"),
    ])
    func `a list is asked for with these parameters`(query: String, asked: String) {
        let seen = Mutex("")
        let source = FakeSource(told: { text in seen.withLock { $0 = text } })
        #expect(StatusResponder(source: source).ask(Self.root + query).status == 200)
        #expect(seen.withLock { $0 } == asked)
    }

    @Test(arguments: [
        "limit=0", "limit=-1", "limit=", "limit=x", "limit=1.5", "limit=+5", "limit=%31%30x", "skip=-1", "skip=ten",
        "status=sleeping", "status=", "status=ACTIVE", "type=hourly", "stauts=active", "limit=1&limit=2", "limit", "%",
        "status=%ff", "=", "limit=1%00",
    ])
    func `a bad parameter is refused with INVALID_VALUE`(query: String) {
        let answer = StatusResponder(source: FakeSource()).ask("\(Self.root)?\(query)")
        #expect(answer.status == 400)
        #expect(answer.text.contains(#""code":"INVALID_VALUE""#) && answer.text.contains(#""success":false"#))
    }

    @Test func `history knows its own parameter, and single campaigns none`() {
        let seen = Mutex("")
        let responder = StatusResponder(source: FakeSource(told: { text in seen.withLock { $0 = text } }))
        #expect(responder.ask("\(Self.root)/a/history").status == 200)
        #expect(seen.withLock { $0 } == "history of a, 50")
        #expect(responder.ask("\(Self.root)/a/history?limit=1000").status == 200)
        #expect(seen.withLock { $0 } == "history of a, 100")
        #expect(responder.ask("\(Self.root)/a/history?status=active").status == 400)
        #expect(responder.ask("\(Self.root)/a?limit=1").status == 400)
        #expect(responder.ask("\(Self.root)/statistics/7d?limit=1").status == 400)
    }

    @Test func `what is no period is refused with those there are`() {
        let answer = StatusResponder(source: FakeSource()).ask("\(Self.root)/statistics/2h")
        #expect(answer.status == 400)
        #expect(answer.text.contains("1h, 24h, 7d, 30d, 90d, 1y"))
    }

    @Test(arguments: ["http://proxy.example.com/healthz", "https://h:1/healthz", "HTTP://h/healthz"])
    func `an absolute address counts as its path`(target: String) {
        #expect(StatusResponder(source: FakeSource()).ask(target).status == 200)
    }

    @Test(arguments: ["", "*", "healthz", "example.com:443", "ftp://h/healthz"])
    func `what is no path is a bad request`(target: String) {
        let answer = StatusResponder(source: FakeSource()).ask(target)
        #expect(answer.status == 400 && answer.text.contains("BAD_REQUEST"))
    }
}
