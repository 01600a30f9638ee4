@testable import Delivery
import Testing

@Suite struct HTTPTargetTests {
    @Test(arguments: [
        ("http://example.com", "example.com", 80, "/", "example.com"),
        ("https://example.com/", "example.com", 443, "/", "example.com"),
        ("HTTPS://Example.com:8443/a/b?c=d%20e&f", "Example.com", 8443, "/a/b?c=d%20e&f", "Example.com:8443"),
        ("https://example.com:443/x", "example.com", 443, "/x", "example.com"),
        ("http://127.0.0.1:9000/hook", "127.0.0.1", 9000, "/hook", "127.0.0.1:9000"),
        ("http://[::1]:9000/hook", "::1", 9000, "/hook", "[::1]:9000"),
        ("http://[::1]", "::1", 80, "/", "[::1]"),
        ("https://example.com/a%2Fb//c#fragment", "example.com", 443, "/a%2Fb//c", "example.com"),
        ("https://example.com?only=query", "example.com", 443, "/?only=query", "example.com"),
    ])
    func `an address is taken apart as it is written`(
        url: String, host: String, port: Int, path: String, authority: String
    ) throws {
        let target = try #require(HTTPTarget(url))
        #expect(target.host == host)
        #expect(target.port == port)
        #expect(target.path == path)
        #expect(target.authority == authority)
        #expect(target.isEncrypted == url.lowercased().hasPrefix("https"))
    }

    @Test(arguments: [
        "", "http://", "nonsense", "http://exa mple/", "ftp://example.com", "https:///path", "http://a:0/",
        "http://a:65536/",
    ])
    func `what is no address of HTTP is none`(url: String) { #expect(HTTPTarget(url) == nil) }

    @Test func `a certificate must name the host, but not where the host is an address`() {
        #expect(HTTPTarget("https://example.com")?.serverName == "example.com")
        #expect(HTTPTarget("https://127.0.0.1")?.serverName == nil)
        #expect(HTTPTarget("https://[::1]")?.serverName == nil)
    }
}
