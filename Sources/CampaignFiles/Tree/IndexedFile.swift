import CampaignModel

/// What the state file remembers of a file that was read before.
public struct IndexedFile: Hashable, Sendable {
    /// Nil where it proves nothing, so that the file is read again.
    public var stamp: FileStamp?
    public var campaignId: String?
    /// Such a file is read again whenever the tree changes: it is at fault or held back, and comes free when what stands
    /// in its way goes away, be that in another file; or something is said of it that depends on more than its own text.
    public var isUnsettled: Bool

    public init(stamp: FileStamp?, campaignId: String? = nil, isUnsettled: Bool = false) {
        self.stamp = stamp
        self.campaignId = campaignId
        self.isUnsettled = isUnsettled
    }

    /// What to remember of a file that was just read.
    public init(_ reading: FileReading) {
        let isHeldBack = reading.declaration == nil && FileKind.isCampaign(path: reading.path)
        self.init(
            stamp: reading.stamp, campaignId: reading.campaignId,
            isUnsettled: isHeldBack || reading.diagnostics.contains(where: \.dependsOnOthers))
    }
}

extension Diagnostic {
    /// What a warning says of a file's own text stays true until that text changes, or a file that all share.
    fileprivate var dependsOnOthers: Bool {
        switch code {
        case .sourceNotFound, .scheduleConflict, .pastDate: true
        default: severity == .error
        }
    }
}
