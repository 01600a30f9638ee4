/// Why a tree can't be looked at as a whole. Faults of single files are diagnostics instead.
public enum TreeError: Error, Hashable, Sendable {
    case notFound(path: String)
    case notADirectory(path: String)
    case unreadable(path: String, reason: String)
}

extension TreeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound(let path):
            "there is no folder '\(path)'; name the tree with --config or $CAMPANILE_CONFIG, or make one with "
                + "'campanile init'"
        case .notADirectory(let path):
            "'\(path)' is a file; --config names the folder that holds the campaign files"
        case .unreadable(let path, let reason):
            "the folder '\(path)' can't be read: \(reason); check who may read it"
        }
    }
}
