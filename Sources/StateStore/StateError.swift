import Glibc
internal import GRDB

/// Why the state file can't be used. Each says what to do; all end the command with exit 74, except a held lock (75).
public enum StateError: Error, Hashable, Sendable {
    /// Another run is at work on it.
    case locked(path: String)
    case cannotOpen(path: String, reason: String)
    /// Not SQLite, or a database of some other program.
    case foreign(path: String)
    case newer(path: String)
    case readOnly(path: String)
    case diskFull(path: String)
    case failed(path: String, reason: String)
    /// The file would not keep what it is told across a power cut.
    case notDurable(path: String)
}

extension StateError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .locked(let path):
            "another run holds the state file \(path); it will do the work (nothing was changed here)"
        case .cannotOpen(let path, let reason):
            "the state file \(path) can't be opened: \(reason). Check the path (--state) and its folder's permissions"
        case .foreign(let path):
            "\(path) is not a Campanile state file. Name another with --state, or move this file away"
        case .newer(let path):
            "the state file \(path) was written by a newer version of Campanile. Install that version or a later one"
        case .readOnly(let path):
            "the state file \(path) can't be written. Make it and its folder writable for this user"
        case .diskFull(let path):
            "the disk of the state file \(path) is full. What was recorded is safe; free some space and run again"
        case .failed(let path, let reason):
            "the state file \(path) can't be read or written: \(reason)"
        case .notDurable(let path):
            "the state file \(path) doesn't accept synchronous=FULL, so a power cut could repeat messages; refusing to send"
        }
    }

    /// Puts SQLite's error into words.
    static func wrapping(_ error: any Error, path: String) -> StateError {
        if let error = error as? StateError {
            // What reads and writes rows doesn't know the file's name.
            if case .failed("", let reason) = error { return .failed(path: path, reason: reason) }
            return error
        }
        guard let error = error as? DatabaseError else { return .failed(path: path, reason: "\(error)") }
        let reason = error.message ?? "\(error.resultCode)"
        return switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: .foreign(path: path)
        case .SQLITE_CANTOPEN: .cannotOpen(path: path, reason: reason)
        case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(path: path)
        case .SQLITE_FULL: .diskFull(path: path)
        // What SQLite says where the index of its log finds no room.
        case .SQLITE_IOERR where hasNoRoom(path): .diskFull(path: path)
        default: .failed(path: path, reason: reason)
        }
    }

    private static func hasNoRoom(_ path: String) -> Bool {
        var system = statvfs()
        return statvfs(path, &system) == 0 && system.f_bavail &* UInt(system.f_frsize) < 65_536
    }
}
