import Glibc

/// A file of lines that are whole or not there.
final class OutboxFile: Sendable {
    private let path: String
    private let descriptor: Int32
    /// It wasn't there when it was opened: what an earlier process wrote has been taken away.
    private let isNew: Bool

    init(path: String) throws {
        self.path = path
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        try Self.makeFolder(folder)
        // Not O_APPEND: what is written is at an offset we know, and can be taken back.
        var descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        isNew = descriptor < 0 && errno == ENOENT
        if isNew { descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644) }
        guard descriptor >= 0 else { throw Self.failure(path) }
        self.descriptor = descriptor
        // The name itself must survive a power cut, or a file that recorded messages would be gone.
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    deinit { close(descriptor) }

    /// A write failed, and what it left could not be removed.
    struct NotTakenBack: Error {
        var reason: String
    }

    func mark() throws -> OutboxMark {
        let status = try status()
        return OutboxMark(inode: UInt64(status.st_ino), length: Int64(status.st_size))
    }

    /// All of it, on disk, or nothing.
    func append(_ bytes: [UInt8]) throws {
        let start = try mark().length
        do {
            try write(bytes, at: start)
            guard fdatasync(descriptor) == 0 else { throw Self.failure(path) }
        } catch {
            // Where even that fails, nobody can say what is there.
            guard ftruncate(descriptor, off_t(start)) == 0 else { throw NotTakenBack(reason: "\(error)") }
            throw error
        }
    }

    /// The idempotency keys of the whole lines behind the mark; removes a torn last line. Nil where this is another file,
    /// or a shorter one.
    func keys(since mark: OutboxMark) throws -> Set<String>? {
        let now = try self.mark()
        guard !isNew, now.inode == mark.inode, now.length >= mark.length else { return nil }
        let tail = try read(from: mark.length, count: Int(now.length - mark.length))
        let whole = tail.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        if whole < tail.count {
            guard ftruncate(descriptor, off_t(mark.length + Int64(whole))) == 0, fdatasync(descriptor) == 0 else {
                throw Self.failure(path)
            }
        }
        return Set(tail[..<whole].split(separator: UInt8(ascii: "\n")).compactMap(Self.key))
    }

    /// A line begins with its key, as this program writes it.
    private static func key(of line: ArraySlice<UInt8>) -> String? {
        let prefix = Array(#"{"idempotencyKey":""#.utf8)
        guard line.starts(with: prefix) else { return nil }
        let key = line.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: "\"") }
        return String(decoding: key, as: UTF8.self)
    }

    private func write(_ bytes: [UInt8], at start: Int64) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(
                    descriptor, $0.baseAddress?.advanced(by: written), $0.count - written, off_t(start) + off_t(written)
                )
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path) }
            written += count
        }
    }

    private func read(from start: Int64, count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled, off_t(start) + off_t(filled))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure(path) }
            if got == 0 { break }
            filled += got
        }
        return Array(bytes.prefix(filled))
    }

    private func status() throws -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure(path) }
        return status
    }

    private static func makeFolder(_ path: String) throws {
        guard !path.isEmpty, mkdir(path, 0o755) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/") else { throw failure(path) }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure(path) }
    }

    private static func failure(_ path: String) -> DeliveryError {
        .outbox(path: path, reason: errno == ENOSPC ? "the disk is full" : String(cString: strerror(errno)))
    }
}
