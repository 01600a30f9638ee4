/// The content lines of an iCalendar file (RFC 5545 §3.1), whose folds are undone in one walk over the bytes: a fold may
/// even part the bytes of a character.
struct UnfoldedText {
    /// The lines' text, each with a line feed after it.
    private(set) var bytes: [UInt8] = []
    /// Of each content line that isn't empty, where it stands in `bytes`.
    private(set) var lines: [Range<Int>] = []
    private let source: UnsafeBufferPointer<UInt8>
    /// Where each of the file's own lines begins, in `bytes` and in the file.
    private var starts: [(unfolded: Int, file: Int)] = []

    init(_ source: UnsafeBufferPointer<UInt8>) {
        self.source = source
        bytes.reserveCapacity(source.count)
        var position = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var first = 0
        while position < source.count {
            let end = source[position...].firstIndex(of: UInt8(ascii: "\n")) ?? source.count
            var last = end
            if last > position, last < source.count, source[last - 1] == UInt8(ascii: "\r") { last -= 1 }
            let isFolded = !starts.isEmpty && UnfoldedText.isBlank(source[position])
            if isFolded { position += 1 } else { close(first, &first) }
            starts.append((bytes.count, position))
            if position < last { bytes.append(contentsOf: source[position..<last]) }
            position = end + 1
        }
        close(first, &first)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private mutating func close(_ start: Int, _ next: inout Int) {
        if start < bytes.count { lines.append(start..<bytes.count) }
        // The end of a line is another place than the beginning of the next.
        bytes.append(UInt8(ascii: "\n"))
        next = bytes.count
    }

    /// The line and column in the file, from 1; columns count characters.
    func place(of offset: Int) -> (line: Int, column: Int) {
        // The last of the file's lines that begins at the offset or before it.
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle].unfolded <= offset { low = middle } else { high = middle }
        }
        guard low < starts.count else { return (1, 1) }
        let start = starts[low]
        let isFolded = start.file > 0 && UnfoldedText.isBlank(source[start.file - 1])
        let end = min(start.file + offset - start.unfolded, source.count)
        let characters = start.file < end ? source[start.file..<end].count { $0 & 0xC0 != 0x80 } : 0
        return (low + 1, characters + (isFolded ? 2 : 1))
    }
}
