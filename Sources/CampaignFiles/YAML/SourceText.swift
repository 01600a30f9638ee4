/// What libyaml must not be trusted with: it takes UTF-16, and its messages about bytes name no line.
struct SourceText {
    /// The bytes of the text in the file: without a byte order mark.
    var range: Range<Int>

    static let largest = 1 << 20
    private static let mostTags = 100

    init(_ bytes: UnsafeBufferPointer<UInt8>, breaks: LineBreaks = .yaml) throws(YAMLFault) {
        guard bytes.count <= SourceText.largest else { throw .tooLarge() }
        try SourceText.refuseUTF16(bytes)
        if breaks == .yaml { try SourceText.refuseManyTags(bytes) }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        range = start..<bytes.count
        var index = start
        let raw = UnsafeRawBufferPointer(bytes)
        while index < bytes.count {
            if index + 8 <= bytes.count,
                SourceText.isPlainASCII(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            {
                index += 8
                continue
            }
            let byte = bytes[index]
            if byte < 0x80 {
                guard byte != 0 else {
                    throw SourceText.fault("the file holds a NUL byte", at: index, in: bytes, breaks)
                }
                index += 1
                continue
            }
            let length = SourceText.lengthOfCharacter(at: index, in: bytes)
            guard length > 0 else {
                throw SourceText.fault("the file isn't UTF-8 text", at: index, in: bytes, breaks)
            }
            index += length
        }
    }

    /// Whether eight bytes hold neither a byte of a longer character nor, perhaps, a zero.
    @inline(__always)
    private static func isPlainASCII(_ word: UInt64) -> Bool {
        (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 == 0
    }

    private static func refuseUTF16(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLFault) {
        let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        let looksLikeIt = bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)
        guard isMarked || looksLikeIt else { return }
        throw YAMLFault(
            code: .invalidYAML, message: "the file is UTF-16, not UTF-8", line: 1, column: 1,
            hint: "save it as UTF-8")
    }

    /// libyaml compares each `%TAG` with all before it, and says nothing until it has read them all.
    private static func refuseManyTags(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLFault) {
        var count = 0
        var rest = bytes[...]
        while let index = rest.firstIndex(of: UInt8(ascii: "%")) {
            rest = rest[(index + 1)...]
            guard rest.starts(with: "TAG".utf8) else { continue }
            count += 1
            guard count <= mostTags else {
                let (line, column) = place(of: index, in: bytes)
                throw YAMLFault(
                    code: .limitExceeded, message: "the file says %TAG more than \(mostTags) times", line: line,
                    column: column, hint: "tags have no meaning here; remove them")
            }
        }
    }

    /// 0 where no well-formed character begins (Unicode, table 3-7).
    private static func lengthOfCharacter(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        func continues(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            index + offset < bytes.count && range.contains(bytes[index + offset])
        }
        switch bytes[index] {
        case 0xC2...0xDF:
            return continues(1) ? 2 : 0
        case 0xE0:
            return continues(1, 0xA0...0xBF) && continues(2) ? 3 : 0
        case 0xED:
            return continues(1, 0x80...0x9F) && continues(2) ? 3 : 0
        case 0xE1...0xEF:
            return continues(1) && continues(2) ? 3 : 0
        case 0xF0:
            return continues(1, 0x90...0xBF) && continues(2) && continues(3) ? 4 : 0
        case 0xF1...0xF3:
            return continues(1) && continues(2) && continues(3) ? 4 : 0
        case 0xF4:
            return continues(1, 0x80...0x8F) && continues(2) && continues(3) ? 4 : 0
        default:
            return 0
        }
    }

    private static func fault(
        _ message: String, at index: Int, in bytes: UnsafeBufferPointer<UInt8>, _ breaks: LineBreaks
    ) -> YAMLFault {
        let (line, column) = place(of: index, in: bytes, breaks: breaks)
        return YAMLFault(
            code: .invalidYAML, message: message, line: line, column: column,
            hint: "save it as UTF-8 text; is it a file of another kind?")
    }

    /// The line and column, from 1, of the byte at `index`.
    static func place(
        of index: Int, in bytes: UnsafeBufferPointer<UInt8>, breaks: LineBreaks = .yaml
    ) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        var offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while offset < min(index, bytes.count) {
            let width = breaks.length(at: offset, in: bytes)
            if width > 0 {
                line += 1
                column = 1
            } else if bytes[offset] & 0xC0 != 0x80 {
                column += 1
            }
            offset += max(1, width)
        }
        return (line, column)
    }
}
