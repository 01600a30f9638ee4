/// What the state file remembers of a file that was read before.
public struct IndexedFile: Hashable, Sendable {
    /// Nil where it proves nothing, so that the file is read again.
    public var stamp: FileStamp?
    public var campaignId: String?
    /// Such a file is read again each time, so that what is wrong with it is said again. Set it too for a campaign
    /// that another file's fault holds back, as `init(_:)` does: it comes free when that fault goes away.
    public var hasDiagnostics: Bool

    public init(stamp: FileStamp?, campaignId: String? = nil, hasDiagnostics: Bool = false) {
        self.stamp = stamp
        self.campaignId = campaignId
        self.hasDiagnostics = hasDiagnostics
    }

    /// What to remember of a file that was just read.
    public init(_ reading: FileReading) {
        let isHeldBack = reading.declaration == nil && FileKind.isCampaign(path: reading.path)
        self.init(
            stamp: reading.stamp, campaignId: reading.campaignId,
            hasDiagnostics: isHeldBack || !reading.diagnostics.isEmpty)
    }
}
