/// What a file declared when it was last read, and declares no more: it vanished, or names another campaign now.
public struct FormerDeclaration: Hashable, Sendable {
    public var path: String
    /// Nil where it could not be read from the file, or the path was a folder's that could not be listed.
    public var campaignId: String?
}
