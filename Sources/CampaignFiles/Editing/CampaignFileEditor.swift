public import CampaignModel

/// Edits campaign files where they lie. A file is replaced as a whole or not at all.
public struct CampaignFileEditor {
    /// What became of a file's status.
    public struct StatusChange: Hashable, Sendable {
        /// Of the status in the file as it is now, from 1; nil where the file says nothing of it and needn't.
        public var line: Int?
        public var before: DeclaredStatus
        public var after: DeclaredStatus
        /// Whether the file had no status before.
        public var isAdded: Bool
        /// False where it was so already, and nothing was written.
        public var isChanged: Bool
    }

    private let root: String

    /// - Parameter root: The tree's.
    public init(root: String) { self.root = root }

    /// Sets the status of the campaign in `file`, a path relative to the root, and changes no other byte.
    /// - Parameter status: `paused`, which an active campaign may become, or `active`, which a paused one may.
    /// - Throws: `EditRefusal` where that can't be done exactly, or the file can't be replaced. It is then as it was.
    public func setStatus(_ status: DeclaredStatus, file: String) throws(EditRefusal) -> StatusChange {
        let former = try read(file)
        let edit: StatusEdit
        do {
            edit = try StatusEditor.edit(former, to: status, inherited: inheritedStatus)
        } catch {
            let place = error.line.map { ":\($0)" } ?? ""
            throw EditRefusal(description: "\(root)/\(file)\(place) is left as it is: \(error.reason)")
        }
        if edit.isChanged { try FileReplacement(root: root, file: file).replace(former, with: edit.bytes) }
        return StatusChange(
            line: edit.line, before: edit.before, after: status, isAdded: edit.isAdded, isChanged: edit.isChanged)
    }

    private func read(_ file: String) throws(EditRefusal) -> [UInt8] {
        do {
            return try FileLoader(root: root).load(file) { Array($0) }
        } catch {
            throw EditRefusal(description: "\(root)/\(file): \(error.message)")
        }
    }

    /// What `_defaults.yaml` says, where it can be read.
    private var inheritedStatus: DeclaredStatus? {
        let defaults = try? FileLoader(root: root).load("_defaults.yaml") { YAMLSource.parse($0, isDefaults: true) }
        return (defaults?.root?.value(for: "status")).flatMap { DeclaredStatus(rawValue: $0.text) }
    }
}

/// Why a file was left as it is, in a sentence with a way out.
public struct EditRefusal: Error, CustomStringConvertible {
    public var description: String

    public init(description: String) { self.description = description }
}
