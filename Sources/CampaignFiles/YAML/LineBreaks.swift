/// What ends a line: whoever names a place and whoever shows it must count alike.
enum LineBreaks {
    /// As libyaml counts lines (YAML 1.1, §4.2).
    case yaml
    /// A line feed alone, with or without a carriage return before it: all other texts.
    case lineFeeds

    init(path: String) { self = path.hasSuffix(".ics") || path.hasSuffix(".mustache") ? .lineFeeds : .yaml }

    /// How many bytes end a line here; 0 where the line goes on.
    func length(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        func has(_ byte: UInt8, _ offset: Int) -> Bool { index + offset < bytes.count && bytes[index + offset] == byte }
        switch (bytes[index], self) {
        case (UInt8(ascii: "\n"), _): return 1
        case (UInt8(ascii: "\r"), .yaml): return has(UInt8(ascii: "\n"), 1) ? 2 : 1
        case (0xC2, .yaml): return has(0x85, 1) ? 2 : 0
        case (0xE2, .yaml): return has(0x80, 1) && (has(0xA8, 2) || has(0xA9, 2)) ? 3 : 0
        default: return 0
        }
    }
}
