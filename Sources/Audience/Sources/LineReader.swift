import Glibc

/// Cuts a stream at line feeds, in constant memory.
final class LineReader {
    /// The line that was read last; the first is 1.
    private(set) var line = 0
    private let stream: any ByteStream
    private let buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var filled = 0
    private var hasEnded = false

    /// What is longer is no line of contacts, and must not fill the memory. Its end is left out.
    static let longest = 1 << 20

    init(_ stream: any ByteStream) {
        self.stream = stream
        buffer = .allocate(byteCount: Self.longest + 2, alignment: 16)
    }

    deinit { buffer.deallocate() }

    enum Line {
        /// Without its end. The bytes are gone with the next line.
        case whole(UnsafeBufferPointer<UInt8>)
        case tooLong
        case end
    }

    func next() throws(AudienceError) -> Line {
        var searched = start
        while true {
            if let end = lineFeed(from: searched) {
                defer { start = end + 1 }
                return take(start..<end)
            }
            searched = filled
            guard !hasEnded else {
                guard start < filled else { return .end }
                defer { start = filled }
                return take(start..<filled)
            }
            guard filled - start <= Self.longest else {
                line += 1
                return .tooLong
            }
            searched -= makeRoom()
            try fill()
        }
    }

    private func take(_ range: Range<Int>) -> Line {
        line += 1
        guard range.count <= Self.longest else { return .tooLong }
        let bytes = UnsafeMutableRawBufferPointer(rebasing: buffer[range])
        return .whole(UnsafeBufferPointer(bytes.bindMemory(to: UInt8.self)))
    }

    private func lineFeed(from index: Int) -> Int? {
        guard let base = buffer.baseAddress, index < filled,
            let found = memchr(base + index, Int32(UInt8(ascii: "\n")), filled - index)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Moves what is left of a line to the front; returns by how much.
    private func makeRoom() -> Int {
        let moved = start
        guard moved > 0, let base = buffer.baseAddress else { return 0 }
        memmove(base, base + moved, filled - moved)
        start = 0
        filled -= moved
        return moved
    }

    private func fill() throws(AudienceError) {
        // In parts that stay in a processor's cache, so that no more of the buffer is touched than lines need.
        let room = min(filled + Self.part, buffer.count)
        let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<room]))
        filled += count
        hasEnded = count == 0
    }

    private static let part = 1 << 16
}
