internal import Glibc

/// Reads the files of a tree into one buffer, never more than may be in a file.
final class FileLoader {
    private let root: Int32
    private let buffer: UnsafeMutableRawBufferPointer

    init(root: String) {
        self.root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        buffer = .allocate(byteCount: SourceText.largest + 1, alignment: 16)
    }

    deinit {
        buffer.deallocate()
        if root >= 0 { close(root) }
    }

    /// Whether there is anything of this path; relative paths begin at the root.
    func exists(_ path: String) -> Bool { faccessat(root, path, F_OK, 0) == 0 }

    /// Hands the file's bytes to `body`; they are gone when it returns.
    func load<Result>(
        _ path: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) throws(YAMLFault) -> Result {
        // A FIFO would block until somebody writes.
        let file = openat(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { throw FileLoader.unreadable(systemMessage(errno)) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw FileLoader.unreadable(systemMessage(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FileLoader.unreadable("it is not a regular file") }
        guard status.st_size <= SourceText.largest else { throw .tooLarge() }
        let count = try fill(from: file, expected: Int(status.st_size))
        return body(UnsafeBufferPointer(UnsafeRawBufferPointer(buffer).bindMemory(to: UInt8.self).prefix(count)))
    }

    private func fill(from file: Int32, expected: Int) throws(YAMLFault) -> Int {
        var count = 0
        while let start = buffer.baseAddress, count < buffer.count {
            let got = read(file, start + count, buffer.count - count)
            if got < 0 {
                if errno == EINTR { continue }
                throw FileLoader.unreadable(systemMessage(errno))
            }
            count += got
            // What grows while it is read has another stamp at the next scan.
            if got == 0 || count == expected { return count }
        }
        throw .tooLarge()
    }

    private static func unreadable(_ reason: String) -> YAMLFault {
        YAMLFault(
            code: .invalidYAML, message: "it can't be read: \(reason)", line: 1, column: 1,
            hint: "let the user that runs campanile read it")
    }
}

extension UnsafeBufferPointer {
    fileprivate init(_ slice: Slice<UnsafeBufferPointer<Element>>) { self.init(rebasing: slice) }
}
