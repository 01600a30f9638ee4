internal import Glibc

/// The socket that systemd listens on for us (sd_listen_fds(3)).
public enum HandedOverSocket {
    /// The first that is passed; sockets begin at descriptor 3.
    private static let first: Int32 = 3

    /// Nil where none was handed over to this process.
    /// - Parameter environment: `LISTEN_PID` and `LISTEN_FDS` decide.
    public static func descriptor(environment: (String) -> String?, process: Int32) -> Int32? {
        guard let named = environment("LISTEN_PID"), Int32(named) == process,
            let count = environment("LISTEN_FDS").flatMap({ Int($0) }), count > 0
        else { return nil }
        var accepts: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(first, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &length) == 0, accepts != 0 else { return nil }
        // What it starts must not inherit it.
        _ = fcntl(first, F_SETFD, FD_CLOEXEC)
        return first
    }
}
