import Glibc
internal import GRDB

/// The state file for whoever only looks: takes no lock, changes no byte on disk, and works while a run is at work.
public struct StateView: StateReading {
    public let path: String

    /// Nil where there is no state file, or one that holds nothing: a run that was killed while it made it leaves that.
    public init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.path = path
        if status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.onePage, holdsNothing { return nil }
    }

    /// The largest a database page can be. What is longer holds a table.
    private static let onePage = 65_536

    /// False where it can't be read either: the question that comes next says why.
    private var holdsNothing: Bool {
        (try? read { try StateFile.holdsNothing($0) }) ?? false
    }

    /// Reads a consistent state.
    func read<Value>(_ body: (Database) throws -> Value) throws(StateError) -> Value {
        try opened { queue in try queue.read(body) }
    }

    /// Asks any number of questions of one and the same state, and opens the file once for all of them.
    /// - Parameter body: may be called twice, and must not keep what it is handed.
    /// - Throws: `StateError`, or what `body` throws.
    public func atOneMoment<Value>(_ body: (any RecordedState) throws -> Value) throws -> Value {
        try opened { queue in
            try queue.read { _ in Result { try body(StateMoment(queue: queue, path: path)) } }
        }.get()
    }

    /// While nobody writes, the file is read as immutable; should a run have begun meanwhile and changed it, what was read
    /// is thrown away and read again beside the run.
    private func opened<Value>(_ body: (DatabaseQueue) throws -> Value) throws(StateError) -> Value {
        do {
            if !hasWriteAheadLog {
                let before = mark
                let value = Result { try body(StateFile.openForReading(path: path, immutable: true)) }
                if !hasWriteAheadLog, mark == before { return try value.get() }
            }
            return try body(StateFile.openForReading(path: path, immutable: false))
        } catch {
            throw .wrapping(error, path: path)
        }
    }

    private var hasWriteAheadLog: Bool {
        var status = stat()
        return stat(path + "-wal", &status) == 0 && status.st_size > 0
    }

    private var mark: [Int] {
        var status = stat()
        guard stat(path, &status) == 0 else { return [] }
        return [Int(status.st_ino), status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }
}

/// The questions of one reading transaction, which is under way on the queue.
private struct StateMoment: StateReading {
    let queue: DatabaseQueue
    let path: String

    func read<Value>(_ body: (Database) throws -> Value) throws(StateError) -> Value {
        do {
            return try queue.unsafeReentrantRead(body)
        } catch {
            throw .wrapping(error, path: path)
        }
    }
}
