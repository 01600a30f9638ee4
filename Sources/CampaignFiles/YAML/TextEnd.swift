internal import CLibYAML

/// Where a parser's marks stand in the file. libyaml breaks the last line of a text that doesn't end with a break, so that
/// what it says of the end would stand on a line that nobody has.
struct TextEnd {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let isOpen: Bool
    /// Counted when it is first needed.
    private lazy var characters = bytes.count { $0 & 0xC0 != 0x80 }

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        isOpen = !(1...3).contains { length in
            bytes.count >= length && LineBreaks.yaml.length(at: bytes.count - length, in: bytes) == length
        }
    }

    /// Both begin at 1.
    mutating func place(of mark: yaml_mark_t) -> (line: Int, column: Int) {
        guard isOpen, mark.column == 0, mark.line > 0, isBeyond(mark) else { return (mark.line &+ 1, mark.column &+ 1) }
        return SourceText.place(of: bytes.count, in: bytes)
    }

    /// Whether nothing of the text stands at the mark or behind it.
    mutating func isBeyond(_ mark: yaml_mark_t) -> Bool { mark.index >= characters }
}
