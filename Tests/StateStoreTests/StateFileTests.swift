import Foundation
import GRDB
import TestSupport
import Testing

@testable import StateStore

/// Opening the state file: durable, ours, of our age, and by one run at a time.
struct StateFileTests {
    private let bench: StateBench

    init() throws { bench = try StateBench() }

    @Test
    func `every transaction is flushed to disk, in a write-ahead log`() throws {
        let queue = try StateFile.openForWriting(path: bench.path)
        let (synchronous, journal) = try queue.read { db in
            (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
        }
        #expect(synchronous == 2)
        #expect(journal == "wal")
    }

    @Test
    func `the file bears our mark and knows the migrations in the order they were shipped`() throws {
        _ = try bench.open()
        let known = try bench.raw().read { db in
            #expect(try Int64.fetchOne(db, sql: "PRAGMA application_id") == 0x4341_4D50)
            return try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
        }
        // Append only: what was shipped keeps its name and its place.
        #expect(known.starts(with: ["2026-11 campaigns, occurrences, runs, deliveries"]))
        #expect(known == Migrations.all.migrations)
    }

    @Test
    func `opening a file again changes nothing that it holds`() throws {
        let first = try bench.raw().dump(after: bench.open)
        let second = try bench.raw().dump(after: bench.open)
        #expect(first == second && !first.isEmpty)
    }

    @Test
    func `folders on the way are made`() throws {
        let path = bench.folder.file("a/b/c/state.db")
        _ = try StateStore(path: path)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test
    func `a file of a newer version is refused, for writing and for looking`() throws {
        _ = try bench.open()
        try bench.raw().write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2031-01 the future')") }
        #expect(throws: StateError.newer(path: bench.path)) { _ = try bench.open() }
        #expect(throws: StateError.newer(path: bench.path)) { _ = try StateView(path: bench.path)?.allRecords() }
    }

    @Test
    func `a file that isn't SQLite is refused and left as it is`() throws {
        for text in ["what was it again?", String(repeating: "notes\n", count: 10_000)] {
            try bench.folder.write(text, to: "state.db")
            #expect(throws: StateError.foreign(path: bench.path)) { _ = try bench.open() }
            #expect(throws: StateError.foreign(path: bench.path)) { _ = try StateView(path: bench.path)?.allRecords() }
            #expect(try bench.folder.text(of: "state.db") == text)
        }
    }

    @Test
    func `another program's database is refused and left as it is`() throws {
        let other = try bench.raw()
        try other.write { try $0.execute(sql: "CREATE TABLE customer (id INTEGER); INSERT INTO customer VALUES (1)") }
        try other.close()
        let before = try bench.folder.bytes(of: "state.db")
        #expect(throws: StateError.foreign(path: bench.path)) { _ = try bench.open() }
        #expect(throws: StateError.foreign(path: bench.path)) { _ = try StateView(path: bench.path)?.allRecords() }
        #expect(try bench.folder.bytes(of: "state.db") == before)
    }

    @Test
    func `an empty file is a new state file`() throws {
        try bench.folder.write("", to: "state.db")
        #expect(try bench.open().allRecords().isEmpty)
    }

    @Test
    func `a second run waits for nothing, and has its turn once the first is gone`() throws {
        var first: StateStore? = try bench.open()
        #expect(throws: StateError.locked(path: bench.path)) { _ = try bench.open() }
        #expect(try first?.allRecords().isEmpty == true)
        first = nil
        #expect(throws: Never.self) { _ = try bench.open() }
    }

    @Test
    func `a file that may not be written says so, and one in a closed folder too`() throws {
        _ = try bench.open()
        chmod(bench.path, 0o444)
        chmod(bench.folder.file("state.db.lock"), 0o666)
        chmod(bench.folder.path, 0o755)
        let error = try #require(throws: StateError.self) { try asOrdinaryUser { _ = try bench.open() } }
        #expect(error == .readOnly(path: bench.path) || error.isCannotOpen, "\(error)")
        let closed = try TemporaryFolder()
        chmod(closed.path, 0o555)
        let other = try #require(throws: StateError.self) {
            try asOrdinaryUser { _ = try StateStore(path: closed.file("state.db")) }
        }
        #expect(other.isCannotOpen, "\(other)")
    }

    @Test
    func `a folder in the file's place can't be opened`() throws {
        try FileManager.default.createDirectory(atPath: bench.path, withIntermediateDirectories: true)
        let error = try #require(throws: StateError.self) { _ = try bench.open() }
        #expect(error.isCannotOpen, "\(error)")
    }

    @Test
    func `each error is a sentence that names the file`() {
        let errors: [StateError] = [
            .locked(path: "/x.db"), .cannotOpen(path: "/x.db", reason: "r"), .foreign(path: "/x.db"),
            .newer(path: "/x.db"), .readOnly(path: "/x.db"), .diskFull(path: "/x.db"),
            .failed(path: "/x.db", reason: "r"), .notDurable(path: "/x.db"),
        ]
        for error in errors { #expect(error.description.contains("/x.db")) }
    }
}

extension StateError {
    fileprivate var isCannotOpen: Bool { if case .cannotOpen = self { true } else { false } }
}

extension DatabaseQueue {
    /// All that the file holds, once `open` has opened and closed it.
    fileprivate func dump(after open: () throws -> StateStore) throws -> String {
        _ = try open()
        return try read { db in
            try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").joined()
                + String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations").joined()
        }
    }
}
