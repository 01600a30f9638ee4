/// What keeps files of the tree from being taken note of.
public struct PageFaults: Hashable, Sendable {
    public struct Fault: Hashable, Sendable {
        /// `file:line:column`, the file relative to the tree's root; nil for what concerns the tree as a whole.
        public var place: String?
        /// The contract's, such as `INVALID_TIMEZONE`.
        public var code: String
        public var message: String

        public init(place: String?, code: String, message: String) {
            self.place = place
            self.code = code
            self.message = message
        }
    }

    /// The tree itself can't be read.
    public var isUnreadable: Bool
    /// Of all faults, shown or not.
    public var count: Int
    public var first: [Fault]

    public init(isUnreadable: Bool = false, count: Int = 0, first: [Fault] = []) {
        self.isUnreadable = isUnreadable
        self.count = count
        self.first = first
    }
}
