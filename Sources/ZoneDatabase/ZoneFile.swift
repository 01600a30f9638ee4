internal import Glibc

/// Reading without Foundation, whose loading costs more than all zones together.
enum ZoneFile {
    /// The largest zone file there is has 4 KiB; nothing beyond this is one.
    private static let largest = 1 << 20

    /// Nil unless it is a regular file that begins as a zone file does.
    static func contents(of path: String) -> [UInt8]? {
        // Not blocking, in case it is a pipe.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= largest
        else { return nil }
        let bytes = read(descriptor, count: Int(status.st_size))
        return bytes.starts(with: "TZif".utf8) ? bytes : nil
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
