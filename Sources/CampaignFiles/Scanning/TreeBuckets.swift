/// A digest for each of 256 groups of a tree's files. Where the tree as a whole has changed, they tell in which groups,
/// so that a small change makes a pass look at a small part of what is remembered of the files.
public struct TreeBuckets: Hashable, Sendable {
    private static let count = 256
    /// Differs from what any files come to, but for one chance in 2^128.
    private static let open = ByteHash(high: .max, low: .max)

    private var digests: [ByteHash]

    init() { digests = Array(repeating: ByteHash(high: 0, low: 0), count: TreeBuckets.count) }

    /// As the state file keeps them: 16 bytes each, big-endian.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(TreeBuckets.count * 16)
        for digest in digests {
            withUnsafeBytes(of: digest.high.bigEndian) { bytes.append(contentsOf: $0) }
            withUnsafeBytes(of: digest.low.bigEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// Nil for anything but what `bytes` gives.
    public init?(bytes: [UInt8]) {
        guard bytes.count == TreeBuckets.count * 16 else { return nil }
        digests = bytes.withUnsafeBytes { raw in
            (0..<TreeBuckets.count).map { bucket in
                ByteHash(
                    high: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: bucket * 16, as: UInt64.self)),
                    low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: bucket * 16 + 8, as: UInt64.self)))
            }
        }
    }

    /// The bucket that files of this path, relative to the root, belong to: a function of the path alone, 0 to 255.
    public static func bucket(of path: String) -> Int {
        var path = path
        return path.withUTF8 { bytes in
            var hash = ByteHash()
            hash.mix(UnsafeRawBufferPointer(bytes))
            return Int(bucket(of: hash))
        }
    }

    /// - Parameter pathHash: The path's bytes and nothing else, mixed.
    static func bucket(of pathHash: ByteHash) -> UInt8 { UInt8(truncatingIfNeeded: pathHash.low) }

    /// A sum doesn't depend on the order of its parts.
    mutating func add(_ file: ByteHash, to bucket: UInt8) {
        digests[Int(bucket)].high &+= file.high
        digests[Int(bucket)].low &+= file.low
    }

    var sum: ByteHash {
        digests.reduce(into: ByteHash(high: 0, low: 0)) { sum, digest in
            sum.high &+= digest.high
            sum.low &+= digest.low
        }
    }

    /// Makes the path's bucket differ from itself: what is in it is compared file by file at the next change of the
    /// tree, whether or not it changed.
    public mutating func open(bucketOf path: String) { digests[TreeBuckets.bucket(of: path)] = TreeBuckets.open }

    /// The numbers of the buckets whose files are not, or not surely, what they were.
    public func differing(from earlier: TreeBuckets) -> [Int] {
        digests.indices.filter { digests[$0] != earlier.digests[$0] || earlier.digests[$0] == TreeBuckets.open }
    }
}
