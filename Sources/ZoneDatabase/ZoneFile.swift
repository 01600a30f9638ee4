internal import Glibc

/// Reading without Foundation, whose loading costs more than all zones together.
enum ZoneFile {
    /// The largest zone file there is has 4 KiB; nothing beyond this is one.
    private static let largest = 1 << 20

    /// Nil unless it is a regular file that begins as a zone file does. The stamp is that of the very file read.
    static func contents(of path: String) -> (bytes: [UInt8], stamp: String)? {
        // Not blocking, in case it is a pipe.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= largest
        else { return nil }
        let bytes = read(descriptor, count: Int(status.st_size))
        return bytes.starts(with: "TZif".utf8) ? (bytes, stamp(status)) : nil
    }

    /// Nil where there is no regular file.
    static func stamp(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return stamp(status)
    }

    private static func stamp(_ status: stat) -> String {
        let (time, change) = (status.st_mtim, status.st_ctim)
        // A copy may carry its original's time of change; that of the inode it can't.
        return "\(status.st_dev).\(status.st_ino).\(status.st_size).\(time.tv_sec).\(time.tv_nsec)"
            + ".\(change.tv_sec).\(change.tv_nsec)"
    }

    static func isZone(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return read(descriptor, count: 4).elementsEqual("TZif".utf8)
    }

    /// As many bytes as there are, `count` at most.
    private static func read(_ descriptor: Int32, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let more = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
                if more < 0 && errno == EINTR { continue }
                guard more > 0 else { break }
                filled += more
            }
        }
    }
}
