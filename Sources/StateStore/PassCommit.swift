public import CampaignModel
public import Reconciliation
public import ScheduleEngine

/// All that one pass decides, to be stored in one transaction before anything is sent.
public struct PassCommit: Sendable {
    /// A declaration to accept: the first time, or in place of the one before.
    public struct Acceptance: Sendable {
        public let terms: ScheduleTerms
        let encoded: EncodedDeclaration

        public var declaration: CampaignDeclaration { encoded.declaration }

        public init(_ encoded: EncodedDeclaration, terms: ScheduleTerms) {
            self.encoded = encoded
            self.terms = terms
        }
    }

    /// What is remembered of the files, where the tree was read.
    public struct TreeIndex: Sendable {
        public var files: [StoredFile]
        public var removed: [String]
        /// True: `files` is all there is.
        public var isWhole: Bool
        /// Nil where the files may have changed while they were read: the next pass reads them again.
        public var digest: String?
        /// Tells the next pass where to look when the tree has changed.
        public var buckets: [UInt8]

        public init(files: [StoredFile], removed: [String], isWhole: Bool, digest: String?, buckets: [UInt8]) {
            self.files = files
            self.removed = removed
            self.isWhole = isWhole
            self.digest = digest
            self.buckets = buckets
        }
    }

    public var now: Instant
    public var plans: [CampaignPlan] = []
    /// By campaignId.
    public var acceptances: [String: Acceptance] = [:]
    /// Campaigns whose file has another name now and is otherwise the same: campaignId → path.
    public var renamed: [String: String] = [:]
    public var tree: TreeIndex?
    /// Zone identifier → stamp of its file; empty where it is gone.
    public var zoneStamps: [String: String] = [:]
    /// Zone files that campaigns are decided by from now on: fingerprint → the file.
    public var zoneRules: [Int64: [UInt8]] = [:]
    /// False for a pass that looked at some campaigns alone: time is not decided for the others.
    public var decidesAll = true

    public init(now: Instant) { self.now = now }
}

/// A file of the tree as the state file remembers it.
public struct StoredFile: Hashable, Sendable {
    public var path: String
    /// Which part of the tree it belongs to.
    public var bucket: Int
    /// Empty where it proves nothing.
    public var stamp: String
    public var campaignId: String?
    /// Something is wrong with it, or with another file that it needs: it is read again whenever the tree changes.
    public var isUnsettled: Bool
    public var diagnostics: [Diagnostic]

    public init(
        path: String, bucket: Int, stamp: String, campaignId: String?, isUnsettled: Bool, diagnostics: [Diagnostic]
    ) {
        self.path = path
        self.bucket = bucket
        self.stamp = stamp
        self.campaignId = campaignId
        self.isUnsettled = isUnsettled
        self.diagnostics = diagnostics
    }
}
