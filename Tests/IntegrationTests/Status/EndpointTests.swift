import Foundation
import Glibc
import TestSupport
import Testing

/// The built endpoint, asked as programs ask it.
@Suite struct EndpointTests {
    private static let root = "/api/v1/scheduled-campaigns"
    static let now = "2026-06-01T10:00:00Z"

    /// Two campaigns, one of which has run; one of them in a folder.
    static func site() throws -> Site {
        let site = try Site.greeting([
            "a.yaml": Samples.once("a", at: Self.now),
            "daily/b.yaml": Samples.recurring("b", #"pattern: daily, timeOfDay: "12:00", timezone: UTC"#),
        ])
        let pass = try site.run("--now", Self.now)
        try #require(pass.code == 0)
        return site
    }

    @Test func `what it answers under data is what the commands print`() throws {
        let site = try Self.site()
        let endpoint = try Endpoint(site, now: Self.now)
        for (target, command) in [
            (Self.root, ["list"]), ("\(Self.root)?status=active", ["list", "--status", "active"]),
            ("\(Self.root)?type=one-time", ["list", "--type", "one-time"]),
            ("\(Self.root)?limit=1&skip=1", ["list", "--limit", "1", "--skip", "1"]),
            ("\(Self.root)?status=failed", ["list", "--status", "failed"]), ("\(Self.root)/a", ["show", "a"]),
            ("\(Self.root)/b", ["show", "b"]), ("\(Self.root)/a/history", ["history", "a"]),
            ("\(Self.root)/b/history?limit=5", ["history", "b", "--limit", "5"]),
            ("\(Self.root)/statistics/1h", ["stats", "1h"]), ("\(Self.root)/statistics/1y", ["stats", "1y"]),
        ] {
            let answer = try endpoint.ask(target)
            let printed = try Site.read(
                site.start(command + ["--format", "json", "--now", Self.now]).finish())
            #expect(answer.status == 200 && answer.json["success"] == true, "\(target)")
            #expect(answer.json["data"] == printed, "\(target)")
        }
        #expect(try endpoint.data("\(Self.root)/a/history")?["executions"]?[0]?["messagesSent"] == 3)
        #expect(endpoint.stop().code == 0)
    }

    @Test func `what passes record and what files say is seen at once`() throws {
        let site = try Self.site()
        let endpoint = try Endpoint(site, now: "2026-06-01T12:00:30Z")
        #expect(try endpoint.data("\(Self.root)/b")?["execution"]?["runCount"] == 0)
        #expect(try endpoint.data(Self.root)?[1]?["execution"]?["runCount"] == 0)
        #expect(try site.run("--now", "2026-06-01T12:00:00Z").code == 0)
        #expect(try endpoint.data(Self.root)?[1]?["execution"]?["runCount"] == 1)
        #expect(try endpoint.data(Self.root)?[1]?["execution"]?["lastRunAt"] == "2026-06-01T12:00:00Z")
        #expect(try endpoint.data("\(Self.root)/statistics/1h")?["totalMessagesSent"] == 3)
        try site.write("c.yaml", Samples.once("c", at: "2027-01-01T00:00:00Z"))
        #expect(try endpoint.data(Self.root)?.items.count == 3)
        #expect(try endpoint.data("\(Self.root)/c")?["status"] == "scheduled")
        try site.rename("c.yaml", to: "_c.yaml")
        #expect(try endpoint.ask("\(Self.root)/c").code == "CAMPAIGN_NOT_FOUND")
        // A file that breaks holds back nothing of what was accepted.
        try site.write("a.yaml", "campaignId: a\ntype: [\n")
        #expect(try endpoint.data("\(Self.root)/a")?["type"] == "one-time")
        #expect(endpoint.process.errorSoFar.contains("'campanile validate' shows where"))
    }

    @Test func `it changes no byte, whatever it is asked`() throws {
        let site = try Self.site()
        let before = FolderPrint(site.folder)
        let endpoint = try Endpoint(site, now: Self.now)
        for target in [
            Self.root, "\(Self.root)/a", "\(Self.root)/a/history", "\(Self.root)/statistics/7d", "/healthz", "/metrics",
            "/openapi.json", "/", "/nowhere",
        ] {
            for method in ["GET", "HEAD", "POST", "PUT", "DELETE"] {
                _ = try endpoint.ask(target, method: method)
            }
        }
        #expect(FolderPrint(site.folder) == before)
        #expect(endpoint.stop().code == 0)
        #expect(FolderPrint(site.folder) == before)
    }

    @Test func `writing is refused with the file to edit`() throws {
        let endpoint = try Endpoint(Self.site(), now: Self.now)
        for (method, target, file) in [
            ("POST", Self.root, "campaigns.d/"), ("PUT", "\(Self.root)/a", "a.yaml"),
            ("DELETE", "\(Self.root)/b", "daily/b.yaml"), ("POST", "\(Self.root)/b/pause", "daily/b.yaml"),
        ] {
            let answer = try endpoint.ask(target, method: method)
            #expect(answer.status == 405 && answer.code == "READ_ONLY", "\(method) \(target)")
            #expect(answer.fields["allow"] == "GET, HEAD")
            #expect(answer.json["error"]?["file"]?.text == file)
            #expect(!answer.text.contains("/tmp"))
        }
    }

    @Test func `HEAD, tags and packing are as HTTP has them`() throws {
        let endpoint = try Endpoint(Self.site(), now: Self.now)
        let whole = try endpoint.ask(Self.root)
        let head = try endpoint.ask(Self.root, method: "HEAD")
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.fields["content-length"] == "\(whole.body.count)" && head.fields["etag"] == whole.fields["etag"])
        #expect(whole.fields["date"]?.hasSuffix(" GMT") == true)
        let tag = try #require(whole.fields["etag"])
        let again = try endpoint.ask(Self.root, fields: ["If-None-Match: \(tag)"])
        #expect(again.status == 304 && again.body.isEmpty && again.fields["etag"] == tag)
        let packed = try endpoint.ask("/openapi.json", fields: ["Accept-Encoding: gzip"])
        #expect(packed.fields["content-encoding"] == "gzip" && packed.body.starts(with: [0x1F, 0x8B]))
        #expect(packed.fields["content-length"] == "\(packed.body.count)")
    }

    @Test func `one connection serves many requests, in their order`() throws {
        let endpoint = try Endpoint(Self.site(), now: Self.now)
        let caller = try endpoint.connect()
        let ask = "GET /healthz HTTP/1.1\r\nHost: x\r\n"
        caller.send("\(ask)\r\nGET \(Self.root)/a HTTP/1.1\r\nHost: x\r\n\r\n\(ask)Connection: close\r\n\r\n")
        let text = String(decoding: caller.rest(), as: UTF8.self)
        let parts = text.components(separatedBy: "HTTP/1.1 200 OK").dropFirst()
        #expect(parts.map { $0.contains("campaignId") } == [false, true, false])
    }

    @Test func `without a state file nothing has run, and none is made`() throws {
        let site = try Site.greeting(["a.yaml": Samples.once("a", at: "2027-01-01T00:00:00Z")])
        let endpoint = try Endpoint(site, now: Self.now)
        #expect(try endpoint.data(Self.root)?[0]?["status"] == "scheduled")
        #expect(try endpoint.data("/healthz")?["lastPassAt"] == .null)
        #expect(try endpoint.data("\(Self.root)/a/history")?["executions"]?.items == [])
        #expect(!FileManager.default.fileExists(atPath: site.stateFolder))
        try site.run("--now", Self.now)
        #expect(try endpoint.data("/healthz")?["lastPassAt"] == "2026-06-01T10:00:00Z")
    }

    @Test func `a tree or a state file that can't be read is said without its path`() throws {
        let site = try Self.site()
        let endpoint = try Endpoint(site, now: Self.now)
        try Data("no database at all, but a page of text".utf8).write(to: URL(fileURLWithPath: site.state))
        let answer = try endpoint.ask("/healthz")
        #expect(answer.status == 503 && answer.code == "STATE_UNAVAILABLE" && !answer.text.contains(site.folder))
        #expect(endpoint.process.errorSoFar.contains(site.state))
        let none = try Site()
        try FileManager.default.removeItem(atPath: none.tree)
        let lost = try Endpoint(none, now: Self.now)
        #expect(try lost.ask(Self.root).code == "TREE_UNAVAILABLE")
    }

    @Test func `folders made later and trees that a link leads to are looked into`() throws {
        let site = try Self.site()
        let link = site.folder + "/current"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: site.tree)
        let listen = "unix:\(site.folder)/s"
        let endpoint = try Endpoint(
            site.startAlone(["serve", "--listen", listen, "--config", link, "--now", Self.now]), of: site, on: listen)
        #expect(try endpoint.data(Self.root)?.items.count == 2)
        try site.write("later/deeper/c.yaml", Samples.once("c", at: "2027-01-01T00:00:00Z"))
        #expect(try endpoint.data(Self.root)?.items.count == 3)
        try site.write("later/deeper/d.yaml", Samples.once("d", at: "2027-01-02T00:00:00Z"))
        #expect(try endpoint.data(Self.root)?.items.count == 4)
        try site.remove("later/deeper")
        #expect(try endpoint.data(Self.root)?.items.count == 2)
        let other = try Site.greeting(["z.yaml": Samples.once("z", at: "2027-01-01T00:00:00Z")])
        try FileManager.default.createSymbolicLink(atPath: link + ".new", withDestinationPath: other.tree)
        rename(link + ".new", link)
        #expect(try endpoint.data(Self.root)?.items.compactMap { $0["campaignId"]?.text } == ["z"])
    }

    @Test func `passes and questions don't keep one another waiting`() throws {
        let site = try Self.site()
        let endpoint = try Endpoint(site, now: "2026-06-06T12:30:00Z")
        for day in 2...6 {
            let pass = try site.start(["run", "--now", "2026-06-0\(day)T12:00:00Z"])
            repeat {
                let answer = try endpoint.ask("\(Self.root)/b/history")
                #expect(answer.status == 200, "\(answer.text)")
            } while !pass.hasEnded(within: 1_000)
            let result = pass.finish()
            #expect(result.code == 0, "\(result.error)")
        }
        #expect(try endpoint.data("\(Self.root)/b")?["execution"]?["runCount"] == 5)
        #expect(try endpoint.data("\(Self.root)/statistics/1y")?["totalRuns"] == 6)
    }
}
