internal import GRDBSQLite

/// A connection to somebody else's database that can do nothing but read.
final class SQLiteConnection {
    private let file: SQLiteFile
    private let isStopped: @Sendable () -> Bool
    private var handle: OpaquePointer?
    private var statement: OpaquePointer?

    /// How long to wait for somebody who holds a lock, in milliseconds.
    private static let patience: Int32 = 5_000
    /// After so many instructions of SQLite's machine it is asked whether to go on.
    private static let glance: Int32 = 100_000

    /// - Throws: `AudienceError.unreadable`.
    init(_ file: SQLiteFile, isStopped: @escaping @Sendable () -> Bool) throws(AudienceError) {
        self.file = file
        self.isStopped = isStopped
        let code = sqlite3_open_v2(
            file.uri, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil
        )
        guard code == SQLITE_OK else { throw .unreadable(path: file.path, reason: message(code)) }
        sqlite3_busy_timeout(handle, Self.patience)
        sqlite3_set_authorizer(handle, { _, action, name, _, _, _ in SQLiteConnection.verdict(action, name) }, nil)
        sqlite3_progress_handler(
            handle, Self.glance,
            { context in
                guard let context else { return 0 }
                return Unmanaged<SQLiteConnection>.fromOpaque(context).takeUnretainedValue().isStopped() ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        sqlite3_finalize(statement)
        sqlite3_close_v2(handle)
        if file.way == .making { tidy() }
    }

    /// The one statement that the text is.
    /// - Throws: `AudienceError` where it is none, several, or does more than to read.
    func prepare(_ query: String) throws(AudienceError) -> OpaquePointer {
        var code = SQLITE_OK
        var hasMore = false
        var text = query
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                var tail: UnsafePointer<CChar>?
                code = sqlite3_prepare_v2(
                    handle, characters.baseAddress, Int32(clamping: characters.count), &statement, &tail)
                guard code == SQLITE_OK, let tail, let start = characters.baseAddress else { return }
                var second: OpaquePointer?
                // Comments and blanks are no statement; whatever else follows is too much, sound or not.
                let rest = Int32(clamping: characters.count - (tail - start))
                hasMore = sqlite3_prepare_v2(handle, tail, rest, &second, nil) != SQLITE_OK || second != nil
                sqlite3_finalize(second)
            }
        }
        guard code == SQLITE_OK else { throw failure(code) }
        guard !hasMore else { throw .badQuery(path: file.path, reason: "it is more than one statement") }
        guard let statement else { throw .badQuery(path: file.path, reason: "it is empty") }
        guard sqlite3_stmt_readonly(statement) != 0 else { throw notReading }
        return statement
    }

    /// True for a row, false at the end.
    func step(_ statement: OpaquePointer) throws(AudienceError) -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw failure(code)
        }
    }

    /// What a query may do: a SELECT, and what FTS5 asks for its own use.
    private static func verdict(_ action: Int32, _ name: UnsafePointer<CChar>?) -> Int32 {
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_FUNCTION, SQLITE_RECURSIVE: SQLITE_OK
        case SQLITE_PRAGMA: name.map { String(cString: $0) } == "data_version" ? SQLITE_OK : SQLITE_DENY
        default: SQLITE_DENY
        }
    }

    private func failure(_ code: Int32) -> AudienceError {
        switch code & 0xFF {
        case SQLITE_INTERRUPT: .interrupted
        case SQLITE_AUTH: notReading
        case SQLITE_CANTOPEN, SQLITE_NOTADB, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_READONLY, SQLITE_PERM:
            .unreadable(path: file.path, reason: message(code))
        case SQLITE_BUSY, SQLITE_LOCKED:
            .unreadable(path: file.path, reason: "another program keeps it locked; the writer should be in WAL mode")
        // Not every statement that is refused is refused with SQLITE_AUTH.
        default: message(code) == "not authorized" ? notReading : .badQuery(path: file.path, reason: message(code))
        }
    }

    private var notReading: AudienceError {
        .badQuery(path: file.path, reason: "it does more than to read; write one SELECT")
    }

    private func message(_ code: Int32) -> String {
        String(cString: handle.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
    }

    /// Takes away the empty files that reading has made, if nobody else has come meanwhile: the last connection to a
    /// database that closes does so, if it may write. It writes nothing.
    private func tidy() {
        var last: OpaquePointer?
        if sqlite3_open_v2(file.path, &last, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK {
            sqlite3_exec(last, "PRAGMA query_only = 1; SELECT 1 FROM sqlite_master", nil, nil, nil)
        }
        sqlite3_close_v2(last)
    }
}
