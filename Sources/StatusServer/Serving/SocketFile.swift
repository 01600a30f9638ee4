internal import Glibc

/// The file of a Unix domain socket: made for us alone, and removed where nobody listens on it any more.
enum SocketFile {
    /// Makes way for a new socket.
    /// - Throws: `ServingError` where somebody listens there, or where something else is.
    static func clear(_ path: String) throws(ServingError) {
        guard path.utf8.count <= longest else { throw .pathTooLong(path: path) }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        guard !isListenedTo(path) else { throw .occupied(address: "unix:\(path)") }
        unlink(path)
    }

    /// Of `sun_path`, less its terminating zero (unix(7)).
    private static let longest = 107

    private static func isListenedTo(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: Array(path.utf8.prefix(longest)))
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) }
        }
        // Anything but a refusal may be somebody who is slow to answer.
        return result == 0 || errno != ECONNREFUSED
    }
}
