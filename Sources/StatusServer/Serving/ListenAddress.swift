/// Where to listen: `127.0.0.1:8080`, `[::1]:8080`, `unix:/run/campanile/status.sock`, or a socket that systemd hands over.
public enum ListenAddress: Hashable, Sendable {
    /// - Parameters:
    ///   - host: a name or an IP address, without brackets.
    ///   - port: 0...65535; 0: one that the kernel picks.
    case tcp(host: String, port: Int)
    case unix(path: String)
    /// The descriptor of a socket that listens already.
    case inherited(descriptor: Int32)

    /// Nil for what can't be understood.
    public init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst("unix:".count))
            guard !path.isEmpty else { return nil }
            self = .unix(path: path)
            return
        }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            // Which of the colons stands before the port can't be told.
            return nil
        }
        guard !host.isEmpty else { return nil }
        self = .tcp(host: String(host), port: port)
    }
}
