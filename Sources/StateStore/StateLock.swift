import Glibc

/// Holds `STATE.lock` for as long as it lives, so that one run at a time works on a state file. The kernel lets go of
/// it when the process ends, however it ends. A file of its own, because SQLite's locks on the database would be
/// lost when any other descriptor of it is closed.
final class StateLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `StateError.locked` where another process holds it, `.cannotOpen` where the file can't be made.
    init(statePath: String) throws(StateError) {
        let path = statePath + ".lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw errno == ENOSPC
                ? .diskFull(path: statePath) : .cannotOpen(path: statePath, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .locked(path: statePath)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
