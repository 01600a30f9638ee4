import Glibc
internal import GRDB

/// Opens the state file's connections. GRDB stays inside this target.
enum StateFile {
    /// A connection that writes durably: WAL, synchronous=FULL, migrated.
    static func openForWriting(path: String) throws(StateError) -> DatabaseQueue {
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let isMigrated = try queue.writeWithoutTransaction { db in
                let isMigrated = try isComplete(db, path: path)
                try makeDurable(db, path: path)
                return isMigrated
            }
            if !isMigrated { try Migrations.all.migrate(queue) }
            return queue
        } catch {
            throw .wrapping(error, path: path)
        }
    }

    /// Keeps so much of the file in memory that what is written together is written once. Otherwise SQLite's own 2 MB will
    /// do: more would fill up with an audience, and a pass is to take no more memory for a million recipients than for ten
    /// thousand.
    static func withLargeCache<Value>(_ queue: DatabaseQueue, _ body: () throws -> Value) throws -> Value {
        try queue.unsafeRead { try set("PRAGMA cache_size = -16000", in: $0) }
        let value = try body()
        try queue.unsafeRead { try set("PRAGMA cache_size = -2000", in: $0) }
        return value
    }

    /// A connection that changes nothing on disk. Where no run is at work and none was killed (no write-ahead log),
    /// the file is opened as immutable, since a plain read-only connection would leave an index file beside it.
    static func openForReading(path: String, immutable: Bool) throws(StateError) -> DatabaseQueue {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(10)
            let queue = try DatabaseQueue(
                path: immutable ? uri(path) + "?immutable=1" : path, configuration: configuration)
            if try queue.read({ db in try isComplete(db, path: path) }) { return queue }
            return try migratedCopy(of: queue)
        } catch {
            throw .wrapping(error, path: path)
        }
    }

    /// A file of an older version as the next run will make it, in memory: whoever only looks changes no byte on disk.
    private static func migratedCopy(of queue: DatabaseQueue) throws -> DatabaseQueue {
        let copy = try DatabaseQueue()
        try queue.backup(to: copy)
        try Migrations.all.migrate(copy)
        return copy
    }

    /// Turns the write-ahead log on where it isn't yet. GRDB's own way makes and drops a table each time it opens a file
    /// without a log, which is two disk writes in every pass; its reason, many readers in one process, isn't ours.
    private static func makeDurable(_ db: Database, path: String) throws {
        var mode = try String.fetchOne(db, sql: "PRAGMA journal_mode")
        if mode != "wal" { mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") }
        try set("PRAGMA synchronous = FULL", in: db)
        // Read back to be sure.
        guard try mode == "wal" && Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
            throw StateError.notDurable(path: path)
        }
    }

    /// `Database.execute(sql:)` takes several statements at once, and the types it does that with are looked up by name, each
    /// for some hundred microseconds. Every pass comes by here.
    private static func set(_ pragma: String, in db: Database) throws {
        try db.makeStatement(sql: pragma).execute()
    }

    /// Whether the file has been through all migrations; false for a new one.
    /// - Throws: `StateError.foreign` where it is somebody else's, `.newer` where it knows a migration that we don't.
    private static func isComplete(_ db: Database, path: String) throws -> Bool {
        guard try Int64.fetchOne(db, sql: "PRAGMA application_id") == Migrations.applicationID else {
            guard try Int64.fetchOne(db, sql: "PRAGMA application_id") == 0, try holdsNothing(db) else {
                throw StateError.foreign(path: path)
            }
            return false
        }
        let known = Set(Migrations.all.migrations)
        let applied = try String.fetchSet(db, sql: "SELECT identifier FROM grdb_migrations")
        guard applied.isSubset(of: known) else { throw StateError.newer(path: path) }
        return applied == known
    }

    /// True for a file whose making was cut short, by a kill or a full disk: GRDB's own table of migrations may be
    /// there by then, committed before the first of them, and nothing else.
    static func holdsNothing(_ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'") == 0
    }

    /// A file URI in SQLite's own syntax (https://www.sqlite.org/uri.html): what could be taken for its query is escaped.
    private static func uri(_ path: String) -> String {
        var text = "file:"
        for character in path {
            switch character {
            case "%": text += "%25"
            case "?": text += "%3f"
            case "#": text += "%23"
            default: text.append(character)
            }
        }
        return text
    }
}
