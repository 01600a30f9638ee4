import Glibc

/// Tells two states of the state file apart without reading it: equal marks, nothing was written in between.
public struct StateMark: Hashable, Sendable {
    private let parts: [Int]

    /// - Parameter path: the state file's; there needn't be one.
    public init(path: String) {
        parts = [path, path + "-wal"].flatMap { file in
            var status = stat()
            guard stat(file, &status) == 0 else { return [Int]() }
            return [
                1, Int(status.st_dev), Int(status.st_ino), status.st_size, status.st_mtim.tv_sec,
                status.st_mtim.tv_nsec,
            ]
        }
    }

    /// In bytes, with its write-ahead log; nil where there is no state file.
    public static func size(path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let size = status.st_size
        return size + (stat(path + "-wal", &status) == 0 ? status.st_size : 0)
    }
}
