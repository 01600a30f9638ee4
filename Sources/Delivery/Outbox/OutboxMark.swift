/// Which file it was, and how long, before a batch was written.
struct OutboxMark: Hashable, Sendable {
    var inode: UInt64
    var length: Int64

    init(inode: UInt64, length: Int64) {
        self.inode = inode
        self.length = length
    }

    /// As `text` writes it; nil for anything else.
    init?(text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let inode = UInt64(parts[0]), let length = Int64(parts[1]), length >= 0 else {
            return nil
        }
        self.init(inode: inode, length: length)
    }

    var text: String { "\(inode):\(length)" }
}
