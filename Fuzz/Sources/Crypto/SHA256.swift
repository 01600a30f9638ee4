/// Stands in for swift-crypto, whose 300 files of C take longer to build than all that is fuzzed: no rule for a file
/// depends on a hash's value.
public enum SHA256 {
    public typealias Digest = [UInt8]

    /// 32 bytes that depend on all of `data` (FNV-1a with four bases); of no use where anybody means harm.
    public static func hash(data: [UInt8]) -> Digest {
        (0..<4).flatMap { lane in
            let hash = data.reduce(0xCBF2_9CE4_8422_2325 &+ UInt64(lane)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            return withUnsafeBytes(of: hash.bigEndian) { Array($0) }
        }
    }
}
