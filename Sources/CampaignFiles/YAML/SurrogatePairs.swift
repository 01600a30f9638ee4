/// JSON writes characters beyond U+FFFF as two escapes, `\ud83d\ude00`, which libyaml refuses. Each pair becomes
/// YAML's single `\U0001f600`; that is two characters shorter, so the places after it on its line are moved back.
struct SurrogatePairs {
    /// The text to parse instead.
    private(set) var bytes: [UInt8] = []
    private var shortened: [(line: Int32, column: Int32)] = []
    /// Where each pair begins in `bytes`.
    private var offsets: [Int] = []

    /// Nil where there is no pair, so that nothing needs to be copied. JSON alone: in other YAML a backslash may
    /// stand for itself.
    init?(_ source: UnsafeBufferPointer<UInt8>) {
        guard SurrogatePairs.mayBeJSON(source), source.contains(UInt8(ascii: "\\")) else { return nil }
        bytes.reserveCapacity(source.count)
        var line: Int32 = 1
        var column: Int32 = 1
        var index = 0
        while index < source.count {
            let byte = source[index]
            if byte == UInt8(ascii: "\\"), index + 1 < source.count {
                if let scalar = SurrogatePairs.pair(at: index, in: source) {
                    shortened.append((line, column))
                    offsets.append(bytes.count)
                    bytes.append(contentsOf: "\\U".utf8)
                    let digits = String(scalar, radix: 16)
                    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 8 - digits.utf8.count))
                    bytes.append(contentsOf: digits.utf8)
                    index += 12
                    column += 10
                    continue
                }
                bytes.append(byte)
                bytes.append(source[index + 1])
                index += 2
                column += 2
                continue
            }
            bytes.append(byte)
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        if shortened.isEmpty { return nil }
    }

    /// The column in the file of what stands at `column` in `bytes`.
    func column(_ column: Int32, line: Int32) -> Int32 {
        column + 2 * Int32(clamping: count(before: (line, column)) - count(before: (line, 0)))
    }

    /// Where the byte at `offset` of `bytes` stands in the source; `offset` isn't inside of a pair.
    func sourceOffset(_ offset: Int) -> Int { offset + 2 * count { offsets[$0] < offset } }

    /// How many pairs stand before this place.
    private func count(before place: (line: Int32, column: Int32)) -> Int { count { shortened[$0] < place } }

    /// How many pairs, from the first on, are before something; a search, because a file may hold as many pairs as values.
    private func count(where isBefore: (Int) -> Bool) -> Int {
        var low = 0
        var high = offsets.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func mayBeJSON(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
        source.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 } == UInt8(ascii: "{")
    }

    private static func pair(at index: Int, in source: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard let high = unit(at: index, in: source), (0xD800...0xDBFF).contains(high),
            let low = unit(at: index + 6, in: source), (0xDC00...0xDFFF).contains(low)
        else { return nil }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    private static func unit(at index: Int, in source: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard index + 6 <= source.count, source[index] == UInt8(ascii: "\\"), source[index + 1] == UInt8(ascii: "u")
        else {
            return nil
        }
        var value: UInt32 = 0
        for byte in source[index + 2..<index + 6] {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
