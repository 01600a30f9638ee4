internal import Glibc

/// The walk behind a scan. It holds one descriptor for each level and looks entries up relative to it, so that the
/// system never resolves a long path, and it makes no string but for what is out of the ordinary.
struct DirectoryWalk {
    static let deepest = 64
    static let mostLinkedFolders = 1_000

    private let root: String
    private var paths: [UInt8] = []
    private var entries: [TreeScan.Entry] = []
    private var problems: [Int: ScanProblem] = [:]
    private var newestChange: Int64 = 0
    private var buckets = TreeBuckets()
    /// The path of the folder that is being listed, with its closing `/`; empty at the root.
    private var prefix: [UInt8] = []
    private var suffixes = NameFilter.root
    private var ancestors: [FolderIdentity] = []
    private var linkedFolders = 0
    /// Why an entry of the folder that is being listed couldn't be looked at; 0: all could.
    private var entryFailure: Int32 = 0

    private struct FolderIdentity: Equatable {
        var device: UInt
        var inode: UInt
    }

    private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19

    init(root: String) {
        self.root = root
        paths.reserveCapacity(1 << 16)
        entries.reserveCapacity(1 << 10)
    }

    var result: TreeScan {
        var whole = buckets.sum
        whole.mix(UInt64(truncatingIfNeeded: entries.count))
        return TreeScan(
            root: root, digest: whole.text, buckets: buckets, newestChange: newestChange, paths: paths,
            entries: entries, problems: problems)
    }

    /// Lists the folder behind `descriptor`, which it closes. Returns why it could not.
    mutating func visit(_ descriptor: Int32) -> String? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, let folder = fdopendir(descriptor) else {
            let reason = systemMessage(errno)
            close(descriptor)
            return reason
        }
        defer { closedir(folder) }
        ancestors.append(FolderIdentity(device: UInt(status.st_dev), inode: UInt(status.st_ino)))
        defer { ancestors.removeLast() }

        let outer = entryFailure
        entryFailure = 0
        defer { entryFailure = outer }
        errno = 0
        while let entry = readdir(folder) {
            let name = UnsafeRawPointer(entry).advanced(by: DirectoryWalk.nameOffset)
            visit(name.assumingMemoryBound(to: CChar.self), kind: Int32(entry.pointee.d_type), in: descriptor)
            errno = 0
        }
        let failure = errno == 0 ? entryFailure : errno
        return failure == 0 ? nil : systemMessage(failure)
    }

    /// False where there is nothing to see. An entry that is gone since it was listed is as if it had never been there;
    /// any other reason makes the folder one that can't be read, since its files must not pass for deleted.
    private mutating func look(at name: UnsafePointer<CChar>, in folder: Int32, _ status: inout stat) -> Bool {
        if fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return true }
        if errno != ENOENT { entryFailure = errno }
        return false
    }

    private mutating func visit(_ name: UnsafePointer<CChar>, kind: Int32, in folder: Int32) {
        let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name))
        guard let first = bytes.first, !NameFilter.isHidden(first) || isDefaults(bytes) else { return }
        var status = stat()
        switch kind {
        case Int32(DT_REG):
            guard suffixes.accepts(bytes) else { return }
            guard look(at: name, in: folder, &status) else { return }
            visit(bytes, name, status, in: folder)
        case Int32(DT_DIR):
            enter(bytes, name, in: folder)
        default:
            guard look(at: name, in: folder, &status) else { return }
            visit(bytes, name, status, in: folder)
        }
    }

    private mutating func visit(
        _ bytes: UnsafeRawBufferPointer, _ name: UnsafePointer<CChar>, _ status: stat, in folder: Int32
    ) {
        switch status.st_mode & S_IFMT {
        case S_IFREG where suffixes.accepts(bytes):
            record(bytes, status, stamp: FileStamp(status))
        case S_IFDIR:
            enter(bytes, name, in: folder)
        case S_IFLNK:
            follow(bytes, name, link: status, in: folder)
        default:
            guard suffixes.accepts(bytes) else { return }
            record(bytes, status, stamp: FileStamp(status), problem: .notARegularFile)
        }
    }

    private func isDefaults(_ name: UnsafeRawBufferPointer) -> Bool {
        prefix.isEmpty && NameFilter.isDefaults(name)
    }

    // MARK: Folders

    private mutating func enter(_ bytes: UnsafeRawBufferPointer, _ name: UnsafePointer<CChar>, in folder: Int32) {
        guard ancestors.count < DirectoryWalk.deepest else {
            return recordFolder(bytes, name, in: folder, problem: .tooDeep)
        }
        let descriptor = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            return recordFolder(bytes, name, in: folder, problem: .unreadable(reason: systemMessage(errno)))
        }
        let outer = (prefix.count, suffixes)
        if prefix.isEmpty { suffixes = NameFilter(folder: bytes) }
        prefix.append(contentsOf: bytes)
        prefix.append(UInt8(ascii: "/"))
        let failure = visit(descriptor)
        prefix.removeLast(prefix.count - outer.0)
        suffixes = outer.1
        if let failure {
            recordFolder(bytes, name, in: folder, problem: .unreadable(reason: failure))
        }
    }

    private mutating func recordFolder(
        _ bytes: UnsafeRawBufferPointer, _ name: UnsafePointer<CChar>, in folder: Int32, problem: ScanProblem
    ) {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        record(bytes, status, stamp: FileStamp(status), problem: problem)
    }

    // MARK: Symbolic links

    private mutating func follow(
        _ bytes: UnsafeRawBufferPointer, _ name: UnsafePointer<CChar>, link: stat, in folder: Int32
    ) {
        let isFileName = suffixes.accepts(bytes)
        var status = stat()
        guard fstatat(folder, name, &status, 0) == 0 else {
            // A link to nowhere could have been a folder of campaigns where its name has no suffix.
            guard isFileName || !bytes.contains(UInt8(ascii: ".")) else { return }
            let problem: ScanProblem =
                errno == ELOOP ? .cycle : .dangling(target: linkText(name, in: folder))
            return record(bytes, link, stamp: FileStamp(link), problem: problem)
        }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        guard isFolder || isFileName else { return }
        let stamp = FileStamp(status, link: link)
        if let target = targetOutside(bytes) {
            record(bytes, status, stamp: stamp, problem: .leavesTree(target: target))
        } else if isFolder {
            let identity = FolderIdentity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
            guard !ancestors.contains(identity) else {
                return record(bytes, status, stamp: stamp, problem: .cycle)
            }
            linkedFolders += 1
            guard linkedFolders <= DirectoryWalk.mostLinkedFolders else {
                return record(bytes, status, stamp: stamp, problem: .tooManyLinks)
            }
            enter(bytes, name, in: folder)
        } else {
            let isRegular = status.st_mode & S_IFMT == S_IFREG
            record(bytes, status, stamp: stamp, problem: isRegular ? nil : .notARegularFile)
        }
    }

    private func linkText(_ name: UnsafePointer<CChar>, in folder: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4_096) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            let length = readlinkat(folder, name, start, buffer.count)
            let text = buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
            return String(decoding: text, as: UTF8.self)
        }
    }

    /// Where the entry really lies, if that is outside the tree.
    private func targetOutside(_ name: UnsafeRawBufferPointer) -> String? {
        RealPath.outside(of: root, String(decoding: prefix, as: UTF8.self) + String(decoding: name, as: UTF8.self))
    }

    // MARK: Files

    private mutating func record(
        _ name: UnsafeRawBufferPointer, _ status: stat, stamp: FileStamp, problem: ScanProblem? = nil
    ) {
        let start = paths.count
        paths.append(contentsOf: prefix)
        paths.append(contentsOf: name)
        let problem = problem ?? (isText(paths[start...]) ? nil : .nameIsNotText)
        if let problem { problems[entries.count] = problem }
        var hash = ByteHash()
        paths.withUnsafeBytes { hash.mix(UnsafeRawBufferPointer(rebasing: $0[start...])) }
        let bucket = TreeBuckets.bucket(of: hash)
        let changed = Int64(max(status.st_mtim.tv_sec, status.st_ctim.tv_sec))
        entries.append(
            TreeScan.Entry(
                start: Int32(clamping: start), end: Int32(clamping: paths.count), bucket: bucket,
                isShared: suffixes.isShared || isDefaults(name), stamp: stamp, changed: changed))
        newestChange = max(newestChange, changed)

        hash.mix(stamp.high)
        hash.mix(stamp.low)
        if let problem { hash.mix(UInt64(problem.rank)) }
        buckets.add(hash, to: bucket)
    }

    /// UTF-8, which ASCII is; looking for anything else first is what keeps this cheap.
    private func isText(_ path: ArraySlice<UInt8>) -> Bool {
        path.reduce(0, |) < 0x80 || String(validating: path, as: UTF8.self) != nil
    }
}

extension ScanProblem {
    /// Goes into the digest: an entry that becomes readable has changed although its stamp may not have.
    fileprivate var rank: Int {
        switch self {
        case .leavesTree: 1
        case .dangling: 2
        case .cycle: 3
        case .tooDeep: 4
        case .tooManyLinks: 5
        case .notARegularFile: 6
        case .unreadable: 7
        case .nameIsNotText: 8
        }
    }
}
