/// Bytes as two digits each.
public enum Hexadecimal {
    private static let small = Array("0123456789abcdef".utf8)
    private static let capital = Array("0123456789ABCDEF".utf8)

    /// In small letters.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes { append(byte, to: &text) }
        return String(decoding: text, as: UTF8.self)
    }

    /// In small letters.
    static func append(_ byte: UInt8, to text: inout [UInt8]) {
        text.append(small[Int(byte >> 4)])
        text.append(small[Int(byte & 15)])
    }

    /// A byte that can't stand as it is, behind the mark that says so: in capitals, as mail (RFC 2045 §6.7) and addresses
    /// (RFC 3986 §2.1) have it.
    public static func escaped(_ byte: UInt8, by mark: Unicode.Scalar) -> [UInt8] {
        [UInt8(ascii: mark), capital[Int(byte >> 4)], capital[Int(byte & 15)]]
    }
}
