internal import Glibc

/// Where paths lead when every symbolic link on the way is followed.
enum RealPath {
    /// Where `relative` really lies, if that is outside of `root` or can't be told; nil where it is inside.
    static func outside(of root: String, _ relative: String) -> String? {
        guard let base = resolve(root), let target = resolve(root + "/" + relative) else { return relative }
        let inside = base == "/" ? base : base + "/"
        return target == base || target.hasPrefix(inside) ? nil : target
    }

    /// Nil where there is nothing at the end of it.
    static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
