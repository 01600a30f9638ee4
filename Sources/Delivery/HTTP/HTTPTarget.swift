internal import Foundation
internal import NIOCore

/// Where posts go: an `http` or `https` address (RFC 9110 §4.2), taken apart once for all of them.
struct HTTPTarget: Sendable {
    var isEncrypted: Bool
    /// A name, or an address without brackets.
    var host: String
    var port: Int
    /// What the request line names: the path and the query, as they are written.
    var path: String

    init?(_ url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), var host = parts.encodedHost, !host.isEmpty
        else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        isEncrypted = scheme == "https"
        self.host = host
        port = parts.port ?? (isEncrypted ? 443 : 80)
        guard (1...65_535).contains(port) else { return nil }
        let query = parts.percentEncodedQuery.map { "?\($0)" } ?? ""
        path = (parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath) + query
    }

    /// What the `Host` header says (RFC 9110 §7.2).
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isEncrypted ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// What encryption asks the other side's certificate to name; nil for an address, which may not be sent as a name
    /// (RFC 6066 §3).
    var serverName: String? {
        (try? SocketAddress(ipAddress: host, port: port)) == nil ? host : nil
    }
}
