import Glibc

/// A regular file from its beginning to its end.
final class FileBytes: ByteStream {
    private let path: String
    private let descriptor: Int32

    /// - Throws: `AudienceError` where there is no such file, or it is something else. A FIFO would block.
    init(path: String) throws(AudienceError) {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? .notFound(path: path) : .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, reason: "it isn't a regular file")
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AudienceError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        }
    }
}
