import CampaignModel

/// Why an entry of the tree can't be read as a file; found while looking, reported while reading.
enum ScanProblem: Hashable, Sendable {
    case leavesTree(target: String)
    case dangling(target: String)
    case cycle
    case tooDeep
    case tooManyLinks
    case notARegularFile
    case unreadable(reason: String)
    case nameIsNotText

    func diagnostic(file: String) -> Diagnostic {
        let (code, message, hint) = words
        return Diagnostic(
            severity: .error, code: code, message: message, file: file, line: 1, column: 1, hint: hint)
    }

    private var words: (Diagnostic.Code, String, String) {
        switch self {
        case .leavesTree(let target):
            (
                .unsafePath, "the symbolic link leads out of the tree, to '\(target)'",
                "copy the file into the tree, or link to a file that lies in it"
            )
        case .dangling(let target):
            (
                .invalidYAML, "the symbolic link leads to '\(target)', which isn't there",
                "create what it leads to, or remove the link"
            )
        case .cycle:
            (.unsafePath, "the symbolic link leads back to a folder that it lies in", "remove the link")
        case .tooDeep:
            (
                .limitExceeded, "folders are nested deeper than \(DirectoryWalk.deepest)",
                "move the files nearer to the root of the tree"
            )
        case .tooManyLinks:
            (
                .limitExceeded, "more than \(DirectoryWalk.mostLinkedFolders) folders are reached by symbolic links",
                "replace links to folders by the folders themselves"
            )
        case .notARegularFile:
            (
                .invalidYAML, "this is neither a file nor a folder, so there is nothing to read",
                "replace it by a regular file, or give it a name that begins with '_'"
            )
        case .unreadable(let reason):
            (.invalidYAML, "it can't be read: \(reason)", "let the user that runs campanile read it")
        case .nameIsNotText:
            (.invalidYAML, "the name isn't UTF-8 text", "rename it")
        }
    }
}
