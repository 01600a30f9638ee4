/// Cuts a program's output into lines at line feeds alone: JSON may hold Unicode's other line breaks as they are.
struct LineSplitter {
    private var line: [UInt8] = []
    /// What is left of the line is passed over.
    private var isTooLong = false

    /// An answer is short. What is longer is none, and must not fill the memory.
    private static let longest = 1_048_576

    /// - Returns: the lines that end in this part, without what is too long.
    mutating func add(_ part: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in part {
            if byte == UInt8(ascii: "\n") {
                if let line = end() { lines.append(line) }
            } else if line.count < Self.longest {
                line.append(byte)
            } else {
                isTooLong = true
            }
        }
        return lines
    }

    /// The line so far, where there is any: a last one may lack its end.
    mutating func end() -> String? {
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        return line.isEmpty || isTooLong ? nil : String(decoding: line, as: UTF8.self)
    }
}
