internal import Glibc

/// What tells that a file hasn't changed: its device, inode, size, and times of change to the nanosecond, folded into
/// 128 bits. Two stamps of one path are equal only where nobody has written, replaced or moved the file in between.
public struct FileStamp: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// 32 hexadecimal digits, as the state file keeps it.
    public var text: String { ByteHash(high: high, low: low).text }

    /// Nil for anything but 32 hexadecimal digits.
    public init?(text: String) {
        guard text.utf8.count == 32, text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.high = high
        self.low = low
    }

    /// The stamp of what `link` (where the entry is a symbolic link) and `status` say.
    init(_ status: stat, link: stat? = nil) {
        var hash = ByteHash()
        FileStamp.mix(status, into: &hash)
        if let link { FileStamp.mix(link, into: &hash) }
        high = hash.high
        low = hash.low
    }

    private static func mix(_ status: stat, into hash: inout ByteHash) {
        hash.mix(UInt64(truncatingIfNeeded: status.st_dev))
        hash.mix(UInt64(truncatingIfNeeded: status.st_ino))
        hash.mix(UInt64(truncatingIfNeeded: status.st_size))
        hash.mix(UInt64(truncatingIfNeeded: status.st_mtim.tv_sec))
        hash.mix(UInt64(truncatingIfNeeded: status.st_mtim.tv_nsec))
        hash.mix(UInt64(truncatingIfNeeded: status.st_ctim.tv_sec))
        hash.mix(UInt64(truncatingIfNeeded: status.st_ctim.tv_nsec))
    }
}
