import CampaignModel

/// What came of reading a tree, or what changed of it.
public struct TreeReading: Hashable, Sendable {
    /// Sorted by path.
    public var files: [FileReading]
    /// Paths of files that were looked at and not read because they haven't changed. Files below a folder that can't
    /// be listed count among them: nothing is known of a change. Where nothing changed near a file, it isn't looked at.
    public var unchanged: [String]
    /// Paths that the index has and the tree hasn't.
    public var removed: [String]
    /// What vanished files, and files that name another campaign now, declared before. Empty where `isWhole`.
    public var former: [FormerDeclaration]
    /// Of all files read, by file, line and column.
    public var diagnostics: [Diagnostic]
    /// Whether everything was read, whatever had changed: nothing that was remembered counts any more.
    public var isWhole: Bool
    /// What `_defaults.yaml` has under `timezone`; nil where it has none or a wrong one, and where not `isWhole`.
    public var timezone: String?
}
