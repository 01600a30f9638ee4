internal import Crypto
import ScheduleEngine

/// The hashes that decide what must never change between passes: keys, variations, holdout, spread. SHA-256 over
/// labelled, length-prefixed parts, so that no two lists of parts can be confused and no two uses agree by accident.
public enum StableHash {
    /// What the recipient's side can fold repeated deliveries by: 32 hexadecimal digits, the same for each try.
    public static func idempotencyKey(campaignId: String, scheduledFor: Instant, recipientId: String) -> String {
        Hexadecimal.text(hash("key", campaignId, String(scheduledFor.seconds), recipientId).prefix(16))
    }

    /// A number in 0 ..< 1 that is a recipient's own in this campaign; `purpose` keeps holdout and variation independent.
    public static func fraction(_ purpose: String, campaignId: String, recipientId: String = "") -> Double {
        let number = hash(purpose, campaignId, recipientId).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Double(number >> 11) / Double(1 << 53)
    }

    /// A number that tells lists of parts from one another; `purpose` keeps its uses apart.
    public static func fingerprint(_ purpose: String, _ parts: [String]) -> Int64 {
        Int64(bitPattern: hash([purpose] + parts).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// 128 bits that are as good as the text itself; `purpose` keeps its uses apart.
    static func mark(_ purpose: String, _ text: String) -> UInt128 {
        hash(purpose, text).prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    }

    private static func hash(_ parts: String...) -> SHA256.Digest { hash(parts) }

    private static func hash(_ parts: [String]) -> SHA256.Digest {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        for part in parts {
            withUnsafeBytes(of: UInt32(part.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: part.utf8)
        }
        return SHA256.hash(data: bytes)
    }
}
