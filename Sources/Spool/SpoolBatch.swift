public import CampaignModel

/// A line that is no event.
public struct RejectedLine: Hashable, Sendable {
    /// The spool file's name.
    public var file: String
    /// From 1.
    public var line: Int
    public var reason: String
    /// Nil where it is too long to be shown: then the whole file is kept.
    public var text: String?

    public init(file: String, line: Int, reason: String, text: String? = nil) {
        self.file = file
        self.line = line
        self.reason = reason
        self.text = text
    }

    /// As it stands in `rejected/`: `text` is to be mended and dropped in again.
    var record: [UInt8] {
        JSONText.object(
            [("reason", reason), ("file", file), ("text", text)], and: ("line", .integer(Int64(line)))) + [0x0A]
    }
}

/// As much of the spool folder as is taken in one transaction.
public struct SpoolBatch: Sendable {
    /// A file, or a part of it.
    public struct Part: Sendable {
        /// How far it was taken before this batch.
        public var before: SpoolMark
        /// How far it is with this batch.
        public var after: SpoolMark
        public var isFinished = false
        public var rejected: [RejectedLine] = []
    }

    public var events: [Event] = []
    public var parts: [Part] = []

    public var isEmpty: Bool { parts.isEmpty }
}

/// A file of the spool folder that can't be taken, and is left where it is.
public struct SpoolTrouble: Hashable, Sendable {
    public var name: String
    public var reason: String
}
