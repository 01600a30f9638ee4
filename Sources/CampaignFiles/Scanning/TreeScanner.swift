internal import Glibc

/// Looks at a tree without reading any file of it.
public enum TreeScanner {
    /// Lists the tree: `*.yaml`, `*.yml` and `*.json` anywhere, `*.mustache` under `templates/`, `*.ics` under
    /// `calendars/`. Names that begin with `.` or `_` are passed over, but the root's `_defaults.yaml`.
    /// - Throws: `TreeError` where the root itself can't be listed. What is wrong further down becomes a diagnostic
    ///   of its file when the tree is read.
    public static func scan(root: String) throws(TreeError) -> TreeScan {
        let descriptor = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: throw .notFound(path: root)
            case ENOTDIR: throw .notADirectory(path: root)
            default: throw .unreadable(path: root, reason: systemMessage(errno))
            }
        }
        var walk = DirectoryWalk(root: root)
        if let reason = walk.visit(descriptor) {
            throw .unreadable(path: root, reason: reason)
        }
        return walk.result
    }
}

/// What the system says of an error number, in words.
func systemMessage(_ number: Int32) -> String {
    String(cString: strerror(number))
}
