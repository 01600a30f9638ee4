import CampaignModel

/// What came of reading one file.
public struct FileReading: Hashable, Sendable {
    /// Relative to the tree's root.
    public var path: String
    public var stamp: FileStamp
    /// Of a faulty file too, where it could be read.
    public var campaignId: String?
    /// Nil where the file or something it refers to has an error, and for files that declare no campaign.
    public var declaration: CampaignDeclaration?
    /// In the file's order. A name that a template must not use stands in the template's file.
    public var diagnostics: [Diagnostic]

    /// A campaign's own file, and none that others refer to.
    public var isCampaignFile: Bool { FileKind.isCampaign(path: path) }

    public init(
        path: String, stamp: FileStamp, campaignId: String? = nil, declaration: CampaignDeclaration? = nil,
        diagnostics: [Diagnostic] = []
    ) {
        self.path = path
        self.stamp = stamp
        self.campaignId = campaignId
        self.declaration = declaration
        self.diagnostics = diagnostics
    }
}
