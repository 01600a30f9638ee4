public import CampaignModel
import Glibc

/// The folder beside the state file into which other programs drop events: files of JSON lines, put there by rename.
public struct SpoolFolder: Sendable {
    public let path: String

    /// - Parameter path: without a slash at its end.
    public init(path: String) { self.path = path }

    /// Where the lines lie that are no events.
    public var rejected: String { path + "/rejected" }

    // MARK: Handing in

    /// Drops in one event, durably: it is there, whole, or not at all.
    /// - Returns: False where an event of this id waits here already.
    /// - Throws: `SpoolError`.
    public func put(_ event: Event) throws(SpoolError) -> Bool {
        let token = [1, 2].map { StableHash.fingerprint("spool \($0)", [event.id]) }
            .map { String(UInt64(bitPattern: $0), radix: 16) }.joined(separator: "-")
        let draft = "\(path)/.emit-\(token)-\(getpid())"
        unlink(draft)
        defer { unlink(draft) }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(draft) }
        do {
            defer { close(descriptor) }
            giveAway(descriptor)
            guard Self.write(event.line, to: descriptor), fsync(descriptor) == 0 else { throw failure(draft) }
        }
        // Not by rename, which would replace what is there.
        guard link(draft, "\(path)/emit-\(token).jsonl") == 0 else {
            if errno == EEXIST { return false }
            throw failure(path)
        }
        try sync(path)
        return true
    }

    /// Root hands in for the service, whose user must be able to delete what it has taken: a file, and a folder made for it,
    /// belong to whom the state's folder belongs.
    private func giveAway(_ descriptor: Int32) {
        guard geteuid() == 0, let slash = path.lastIndex(of: "/") else { return }
        var state = stat()
        var own = stat()
        guard stat(String(path[..<slash]), &state) == 0, state.st_uid != 0, stat(path, &own) == 0 else { return }
        // Refused on file systems without owners, where it doesn't matter.
        _ = fchown(descriptor, state.st_uid, state.st_gid)
        if own.st_uid == 0 { _ = chown(path, state.st_uid, state.st_gid) }
    }

    // MARK: Setting aside

    /// A name in `rejected/` that no file has yet: the given one, or one much like it.
    func freeName(for name: String) -> String {
        let stem = name.hasSuffix(".jsonl") ? String(name.dropLast(6)) : name
        var candidate = name
        var number = 1
        while access("\(rejected)/\(candidate)", F_OK) == 0 {
            candidate = "\(stem).\(number).jsonl"
            number += 1
        }
        return candidate
    }

    /// A name for the malformed lines of a file, chosen before anything is written under it.
    public func rejectedName(for name: String) -> String { freeName(for: name) }

    /// Writes lines that are no events into a file of `rejected/`, durably, behind the bytes of it that are certain.
    /// - Returns: How many bytes are certain now.
    /// - Throws: `SpoolError`.
    public func reject(_ lines: [RejectedLine], into name: String, behind length: Int) throws(SpoolError) -> Int {
        if mkdir(rejected, 0o755) == 0 { try sync(path) }
        let file = "\(rejected)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw failure(file) }
        defer { close(descriptor) }
        let bytes = lines.flatMap(\.record)
        guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, 0, SEEK_END) >= 0,
            Self.write(bytes, to: descriptor), fsync(descriptor) == 0
        else { throw failure(file) }
        try sync(rejected)
        return length + bytes.count
    }

    /// Deletes a file that is taken.
    /// - Parameter isKept: it holds what can't be shown as a line, and is moved to `rejected/` as it is.
    /// - Throws: `SpoolError`; the file is there still, and no event of it is taken again.
    public func remove(_ name: String, isKept: Bool) throws(SpoolError) {
        let file = "\(path)/\(name)"
        if isKept {
            if mkdir(rejected, 0o755) == 0 { try sync(path) }
            guard rename(file, "\(rejected)/\(freeName(for: name + ".whole"))") == 0 || errno == ENOENT else {
                throw failure(file)
            }
        } else {
            guard unlink(file) == 0 || errno == ENOENT else { throw failure(file) }
        }
    }

    // MARK: The system

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func sync(_ folder: String) throws(SpoolError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder) }
    }

    private func failure(_ path: String) -> SpoolError {
        .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
}
