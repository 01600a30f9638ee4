/// One file that a scan found.
public struct ScannedFile: Hashable, Sendable {
    /// Relative to the tree's root, with `/` between its parts.
    public var path: String
    public var stamp: FileStamp
    /// Set where there is nothing to read, only something to report.
    var problem: ScanProblem?
}

/// What a tree looked like at one moment: names and stamps, nothing read.
///
/// Paths lie in one flat buffer until `files` is asked for: the idle pass compares `digest` and makes no string.
public struct TreeScan: Sendable {
    public var root: String
    /// Tells two states of the tree apart, independent of the order in which the system lists files. Equal digests:
    /// no file was added, removed, renamed or written.
    public var digest: String
    /// Where two states of the tree differ, more or less.
    public var buckets: TreeBuckets
    /// The newest change of any file, in seconds since 1970. A scan made within the same second can't rule out a
    /// write right after it that leaves the same stamp.
    public var newestChange: Int64
    /// How many files there are.
    public var count: Int { entries.count }

    struct Entry: Sendable {
        /// Of the path, in `paths`.
        var start: Int32
        var end: Int32
        var bucket: UInt8
        /// A file that campaigns refer to, or the defaults.
        var isShared: Bool
        var stamp: FileStamp
        /// In seconds since 1970.
        var changed: Int64
    }
    var paths: [UInt8]
    var entries: [Entry]
    /// By index into `entries`; rarely any.
    var problems: [Int: ScanProblem]

    /// Paths of the files that changed at this second or later. Their stamps prove nothing yet: a second write within
    /// the same tick of the file system's clock would leave the same stamp.
    public func changed(since second: Int64) -> Set<String> {
        Set(
            entries.filter { $0.changed >= second }.map(path))
    }

    /// Sorted by path. Made anew at each call.
    public var files: [ScannedFile] { files { _, _ in true } }

    /// The files that campaigns refer to and the defaults, sorted by path. Made anew at each call.
    var sharedFiles: [ScannedFile] { files { _, entry in entry.isShared } }

    /// The files of these buckets, and what can't be read wherever it is, sorted by path.
    func files(in buckets: [Int]) -> [ScannedFile] {
        let buckets = Set(buckets)
        return files { index, entry in buckets.contains(Int(entry.bucket)) || problems[index] != nil }
    }

    private func files(where isWanted: (Int, Entry) -> Bool) -> [ScannedFile] {
        var files: [ScannedFile] = []
        for (index, entry) in entries.enumerated() where isWanted(index, entry) {
            files.append(ScannedFile(path: path(entry), stamp: entry.stamp, problem: problems[index]))
        }
        files.sort { $0.path < $1.path }
        return files
    }

    private func path(_ entry: Entry) -> String {
        String(decoding: paths[Int(entry.start)..<Int(entry.end)], as: UTF8.self)
    }
}
