import CampaignFiles
import Glibc
import Synchronization

/// Tells whether a tree has changed, without looking through it each time: the kernel says when something happened in one
/// of its folders (inotify(7)). Where it can't, the tree is looked through at every question.
final class TreeWatch: Sendable {
    private struct State {
        /// -1: not watching.
        var descriptor: Int32 = -1
        /// Device and inode of the root: a link to another tree may take its place.
        var root: [UInt] = []
        var digest: String?
        var scannedAt = ContinuousClock.now
    }

    private let root: String
    private let state = Mutex(State())

    /// Some file systems change without telling, those of other machines above all.
    private static let trusted = Duration.seconds(60)

    init(root: String) { self.root = root }

    deinit { state.withLock { _ = close($0.descriptor) } }

    /// Equal digests: nothing was changed in between.
    /// - Throws: `TreeError` where the tree can't be listed.
    func digest() throws -> String {
        try state.withLock { state in
            let root = identity
            let isTrusted = ContinuousClock.now - state.scannedAt < Self.trusted
            if let digest = state.digest, isTrusted, root == state.root, !hasHappened(state.descriptor) {
                return digest
            }
            state.digest = nil
            close(state.descriptor)
            // Watched before it is looked through: what happens meanwhile is seen at the next question.
            state.descriptor = watch()
            state.root = root
            state.scannedAt = ContinuousClock.now
            let digest = try TreeScanner.scan(root: self.root).digest
            if state.descriptor >= 0 { state.digest = digest }
            return digest
        }
    }

    private var identity: [UInt] {
        var status = stat()
        return stat(root, &status) == 0 ? [UInt(status.st_dev), UInt(status.st_ino)] : []
    }

    private func hasHappened(_ descriptor: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) != 0
    }

    /// -1 where not all of it can be watched.
    private func watch() -> Int32 {
        let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { return -1 }
        var folders = [root]
        while let folder = folders.popLast() {
            guard inotify_add_watch(descriptor, folder, Self.happenings) >= 0, let inner = Self.folders(in: folder)
            else {
                close(descriptor)
                return -1
            }
            folders += inner
        }
        return descriptor
    }

    private static let happenings = UInt32(
        IN_CREATE | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF
            | IN_MOVE_SELF)

    /// Nil where there is a link: what it leads to would have to be watched elsewhere.
    private static func folders(in folder: String) -> [String]? {
        guard let listing = opendir(folder) else { return nil }
        defer { closedir(listing) }
        var found: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            switch Int(entry.pointee.d_type) {
            // The tree's reader passes over these.
            case _ where name.hasPrefix(".") || (name.hasPrefix("_") && name != "_defaults.yaml"): break
            case Int(DT_DIR): found.append("\(folder)/\(name)")
            case Int(DT_REG): break
            default: return nil
            }
        }
        return found
    }
}
