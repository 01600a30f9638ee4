/// Why the server can't listen: each case a sentence somebody can act on.
public enum ServingError: Error, Hashable, Sendable, CustomStringConvertible {
    case occupied(address: String)
    /// - Parameter reason: the system's own words.
    case cannotListen(address: String, reason: String)
    case notASocket(path: String)
    case pathTooLong(path: String)

    public var description: String {
        switch self {
        case .occupied(let address):
            "somebody listens on \(address) already; stop that, or name another address with --listen"
        case .cannotListen(let address, let reason): "can't listen on \(address): \(reason)"
        case .notASocket(let path):
            "\(path) is there and is no socket: it is left alone; name another path with --listen"
        case .pathTooLong(let path): "a socket's path has at most 107 bytes, which '\(path)' is longer than"
        }
    }
}
