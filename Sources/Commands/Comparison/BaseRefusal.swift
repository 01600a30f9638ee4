/// Why there is nothing to compare with.
enum BaseRefusal: CommandRefusal {
    case noGit(base: String, reason: String)
    /// Git knows why: no repository, or one that it doesn't trust.
    case noRepository(base: String, reason: String)
    case unknownRevision(String)
    case git(command: String, reason: String)
    case unreadable(base: String, reason: String)
    case noScratch(reason: String)
    case stopped

    var description: String {
        switch self {
        case .noGit(let base, let reason):
            "there is no folder '\(base)', and 'git', which would know a revision of that name, can't be started: "
                + reason
        case .noRepository(let base, let reason):
            "there is no folder '\(base)', and git can't tell whether it is a revision: \(reason)"
        case .unknownRevision(let base):
            "there is neither a folder '\(base)' nor a revision of that name in the tree's git repository; in a shallow "
                + "clone it has to be fetched first"
        case .git(let command, let reason): "'git \(command)' failed: \(reason)"
        case .unreadable(let base, let reason): "'\(base)' can't be read: \(reason)"
        case .noScratch(let reason):
            "the revision can't be written to a temporary folder: \(reason); $TMPDIR says where else there is room"
        case .stopped: "it was stopped before both trees were read"
        }
    }
}
