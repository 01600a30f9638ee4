import CampaignModel
import Glibc

/// One file of the spool folder, read a line at a time in constant memory.
final class SpoolFile {
    enum Line {
        case text([UInt8])
        /// Longer than any event.
        case tooLong
    }

    /// The longest line that is read, in bytes.
    static let longestLine = 1 << 20

    /// Everything before it was handed out.
    private(set) var mark: SpoolMark
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Of `buffer`, what was handed out.
    private var consumed = 0
    private var isAtEnd = false

    /// Opens a file, where `known` says so behind what was taken of it before. Neither follows links nor waits for pipes.
    /// - Throws: `SpoolTrouble`, but nothing where the file is gone: then this is nil.
    init?(folder: String, name: String, known: SpoolMark?) throws(SpoolTroubleError) {
        let descriptor = open("\(folder)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            let reason = errno == ELOOP ? "it is a symbolic link" : String(cString: strerror(errno))
            throw SpoolTroubleError(trouble: SpoolTrouble(name: name, reason: reason))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw SpoolTroubleError(trouble: SpoolTrouble(name: name, reason: "it isn't a regular file"))
        }
        let stamp =
            "\(status.st_ino).\(status.st_size).\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        self.descriptor = descriptor
        if let known, known.stamp == stamp {
            mark = known
            lseek(descriptor, off_t(known.position), SEEK_SET)
        } else {
            mark = SpoolMark(name: name, stamp: stamp, position: 0, line: 0)
        }
    }

    deinit { close(descriptor) }

    func next() throws(SpoolTroubleError) -> Line? {
        var searched = 0
        while true {
            if let end = buffer[(consumed + searched)...].firstIndex(of: UInt8(ascii: "\n")) {
                return take(through: end, length: end + 1 - consumed)
            }
            searched = buffer.count - consumed
            if searched > Self.longestLine { return try skipLine() }
            guard try fill() else {
                guard buffer.count > consumed else { return nil }
                return take(through: buffer.count, length: buffer.count - consumed)
            }
        }
    }

    private func take(through end: Int, length: Int) -> Line {
        var line = buffer[consumed..<end]
        if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
        // An editor's byte order mark is no part of the text.
        if mark.position == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        advance(length)
        guard line.count <= Self.longestLine else {
            mark.isKept = true
            return .tooLong
        }
        return .text(Array(line))
    }

    /// Passes over a line that is too long to be held.
    private func skipLine() throws(SpoolTroubleError) -> Line {
        mark.line += 1
        mark.isKept = true
        while true {
            if let end = buffer[consumed...].firstIndex(of: UInt8(ascii: "\n")) {
                mark.position += end + 1 - consumed
                consumed = end + 1
                return .tooLong
            }
            mark.position += buffer.count - consumed
            consumed = buffer.count
            guard try fill() else { return .tooLong }
        }
    }

    private func advance(_ length: Int) {
        consumed = min(consumed + length, buffer.count)
        mark.position += length
        mark.line += 1
    }

    /// False at the end of the file.
    private func fill() throws(SpoolTroubleError) -> Bool {
        guard !isAtEnd else { return false }
        buffer.removeFirst(consumed)
        consumed = 0
        let filled = buffer.count
        let size = 1 << 18
        buffer.append(contentsOf: repeatElement(0, count: size))
        let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), size) }
        buffer.removeLast(size - max(0, count))
        guard count >= 0 else {
            throw SpoolTroubleError(
                trouble: SpoolTrouble(name: mark.name, reason: String(cString: strerror(errno))))
        }
        isAtEnd = count == 0
        return !isAtEnd
    }
}

/// What `SpoolFile` throws.
struct SpoolTroubleError: Error {
    var trouble: SpoolTrouble
}
