import Foundation
import TestSupport

/// The sqlite3 program, where there is one.
enum SQLiteShell {
    struct Failed: Error { var message: String }

    /// False where there is no such program.
    static func run(_ path: String, _ sql: String) throws -> Bool {
        guard
            let program = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"]
                .first(where: FileManager.default.isExecutableFile)
        else { return false }
        let result = try ChildProcess(program, [path, sql], environment: [:]).finish()
        guard result.code == 0 else { throw Failed(message: result.error) }
        return true
    }
}
