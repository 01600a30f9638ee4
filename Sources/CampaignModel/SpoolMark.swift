/// How far a file of the spool folder is taken.
public struct SpoolMark: Hashable, Sendable {
    public var name: String
    /// Tells it from another file of that name.
    public var stamp: String
    /// Everything before this byte is taken, or set aside.
    public var position: Int
    /// How many lines that are.
    public var line: Int
    /// The file in `rejected/` that its malformed lines are in; nil where there was none so far.
    public var rejected: String?
    /// So much of that is certain, in bytes; what lies behind it is written again.
    public var rejectedLength: Int
    /// It holds a line that is too long to be set aside by itself: the file is kept whole.
    public var isKept: Bool

    public init(
        name: String, stamp: String, position: Int, line: Int, rejected: String? = nil, rejectedLength: Int = 0,
        isKept: Bool = false
    ) {
        self.name = name
        self.stamp = stamp
        self.position = position
        self.line = line
        self.rejected = rejected
        self.rejectedLength = rejectedLength
        self.isKept = isKept
    }
}
