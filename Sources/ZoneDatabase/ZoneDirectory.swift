internal import Glibc

/// Walks a compiled tz database.
struct ZoneDirectory {
    let root: String
    /// Names have three parts at most (`America/Argentina/Salta`); the rest guards against links in a circle.
    private static let deepest = 4

    func identifiers() -> [String] {
        var found: [String] = []
        collect(below: "", depth: 1, into: &found)
        return found.sorted()
    }

    private func collect(below prefix: String, depth: Int, into found: inout [String]) {
        for name in names(in: root + "/" + prefix) {
            let identifier = prefix + name
            guard ZoneName.isValid(identifier) else { continue }
            let path = root + "/" + identifier
            var status = stat()
            guard stat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                if depth < Self.deepest { collect(below: identifier + "/", depth: depth + 1, into: &found) }
            } else if status.st_mode & S_IFMT == S_IFREG, ZoneFile.isZone(path) {
                found.append(identifier)
            }
        }
    }

    private func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        return names
    }
}
