import Glibc

/// Makes the folder that a state file lives in, with its parents, as `mkdir -p` would.
public enum StateFolder {
    /// - Throws: `StateError.cannotOpen` where a folder can't be made.
    public static func make(for statePath: String) throws(StateError) {
        guard let slash = statePath.lastIndex(of: "/"), slash != statePath.startIndex else { return }
        let folder = String(statePath[..<slash])
        guard mkdir(folder, 0o755) != 0, errno != EEXIST else { return }
        if errno == ENOENT {
            try make(for: folder)
            guard mkdir(folder, 0o755) != 0, errno != EEXIST else { return }
        }
        let reason = String(cString: strerror(errno))
        throw errno == ENOSPC ? .diskFull(path: statePath) : .cannotOpen(path: statePath, reason: reason)
    }
}
