/// A 128-bit hash for noticing change, not for security: two lanes of multiply-and-fold with independent constants.
struct ByteHash: Hashable, Sendable {
    var high: UInt64 = 0x9E37_79B9_7F4A_7C15
    var low: UInt64 = 0xD1B5_4A32_D192_ED03

    @inline(__always)
    mutating func mix(_ word: UInt64) {
        high = ByteHash.fold(high ^ word, 0xA076_1D64_78BD_642F)
        low = ByteHash.fold(low &+ word, 0xE703_7ED1_A0B4_28DB) ^ high
    }

    /// Mixes the length too, so that neighbouring parts can't be confused.
    @inline(__always)
    mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset &+ 8 <= bytes.count {
            mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset &+= 8
        }
        var rest: UInt64 = 0
        while offset < bytes.count {
            rest = rest << 8 | UInt64(bytes[offset])
            offset &+= 1
        }
        mix(rest)
        mix(UInt64(truncatingIfNeeded: bytes.count))
    }

    @inline(__always)
    private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low &+ a
    }

    /// 32 hexadecimal digits.
    var text: String { ByteHash.hexadecimal(high) + ByteHash.hexadecimal(low) }

    private static func hexadecimal(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
