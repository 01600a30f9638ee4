/// A request as far as the answer depends on it.
struct StatusRequest: Hashable, Sendable {
    /// Such as `GET`.
    var method: String
    /// Percent-encoded, with the query: `/healthz?x=1`.
    var target: String
    /// The field values of `If-None-Match` and `Accept-Encoding`, joined by commas where there are several.
    var ifNoneMatch: String?
    var acceptEncoding: String?

    init(method: String = "GET", target: String, ifNoneMatch: String? = nil, acceptEncoding: String? = nil) {
        self.method = method
        self.target = target
        self.ifNoneMatch = ifNoneMatch
        self.acceptEncoding = acceptEncoding
    }

    /// The target's path and query; what proxies write, `http://host/path`, counts as its path (RFC 9112 §3.2.2).
    func parts() throws(Refusal) -> (path: String, query: String) {
        var target = target[...]
        for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
            let authority = target.dropFirst(scheme.count)
            target = authority[(authority.firstIndex { $0 == "/" || $0 == "?" } ?? authority.endIndex)...]
            if target.first != "/" { target = "/" + target }
        }
        guard target.first == "/" else { throw .badRequest("the address begins with '/'") }
        let mark = target.firstIndex(of: "?") ?? target.endIndex
        return (String(target[..<mark]), String(target[mark...].dropFirst()))
    }
}
