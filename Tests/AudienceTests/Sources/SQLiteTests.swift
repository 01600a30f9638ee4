import Audience
import CampaignModel
import Foundation
import GRDBSQLite
import TestSupport
import Testing

struct SQLiteTests {
    /// A database that a test writes to, as its owner's program would.
    private final class Owner {
        let folder: TemporaryFolder
        private var handle: OpaquePointer?
        var path: String { folder.file("crm.db") }

        init(_ statements: String...) throws {
            folder = try TemporaryFolder()
            sqlite3_open(folder.file("crm.db"), &handle)
            for statement in statements { try run(statement) }
        }

        deinit { close() }

        func run(_ sql: String) throws {
            struct Failed: Error { var message: String }
            guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
                throw Failed(message: String(cString: sqlite3_errmsg(handle)))
            }
        }

        func close() {
            sqlite3_close(handle)
            handle = nil
        }
    }

    private static let people =
        "CREATE TABLE people (userId, name, age, note); INSERT INTO people VALUES ('u1', 'Ann', 30, NULL), (2, '', 1.5, 'x')"

    private func contacts(
        _ owner: Owner, _ query: String = "SELECT * FROM people ORDER BY rowid", id: String = "userId",
        _ body: (Contact) throws -> Void = { _ in }
    ) throws -> [Contact] {
        var found: [Contact] = []
        let source = ContactSource(type: .sqlite, path: owner.path, query: query, id: id)
        try ContactReader(root: "/nowhere", now: at("2026-06-01T10:00:00Z")).forEach(in: source) {
            found.append($0)
            try body($0)
        }
        return found
    }

    @Test
    func `each row is a contact, its values keep their types, and NULL is a field that it lacks`() throws {
        let owner = try Owner(Self.people)
        #expect(
            try contacts(owner) == [
                Contact(id: "u1", fields: ["userId": .string("u1"), "name": .string("Ann"), "age": .integer(30)]),
                Contact(
                    id: "2",
                    fields: ["userId": .integer(2), "name": .string(""), "age": .number(1.5), "note": .string("x")]),
            ])
        #expect(
            try contacts(owner, "SELECT 'a' || age AS who FROM people;  -- all\n", id: "who").map(\.id) == [
                "a30", "a1.5",
            ])
        #expect(try contacts(owner, "WITH n(userId) AS (VALUES (1), (2)) SELECT * FROM n").map(\.id) == ["1", "2"])
    }

    @Test(arguments: [
        "DELETE FROM people RETURNING userId", "INSERT INTO people(userId) VALUES (9) RETURNING userId",
        "ATTACH 'other.db' AS other", "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 4",
        "VACUUM INTO 'copy.db'",
        "CREATE TEMP TABLE t AS SELECT 1 AS userId", "BEGIN EXCLUSIVE",
    ])
    func `a query that does more than to read is refused`(query: String) throws {
        let owner = try Owner(Self.people)
        let before = try owner.folder.fingerprints()
        let error = try #require(throws: AudienceError.self) { _ = try contacts(owner, query) }
        #expect(error.description.hasSuffix("it does more than to read; write one SELECT"), "\(error)")
        #expect(try owner.folder.fingerprints() == before)
    }

    @Test(arguments: [
        ("SELECT userId FROM people; DELETE FROM people", "it is more than one statement"),
        ("SELECT userId FROM people; nonsense", "it is more than one statement"),
        ("-- nothing", "it is empty"), ("SELECT userId FROM nobody", "no such table: nobody"),
        ("SELEC 1", "near \"SELEC\": syntax error"),
        ("SELECT 1 AS userId, 2 AS userId", "two columns are named 'userId'; rename one with AS"),
        ("SELECT x'00' AS userId", "row 1 of the query on"),
        ("SELECT 1 AS userId, x'00' AS photo", "'photo' is a BLOB"),
        ("SELECT NULL AS userId", "the recipient's id ('userId') is missing"),
        ("SELECT 1.5 AS userId", "is no whole number"), ("SELECT 'a' || char(0) AS userId", "holds a NUL character"),
        ("SELECT CAST(x'FF' AS TEXT) AS userId", "'userId' isn't UTF-8"),
        ("SELECT 1 AS userId, 9e999 AS x", "'x' is infinite"),
    ])
    func `a query at fault says why`(query: String, reason: String) throws {
        let owner = try Owner(Self.people)
        let error = try #require(throws: AudienceError.self) { _ = try contacts(owner, query) }
        #expect(error.description.contains(reason), "\(error)")
    }

    @Test
    func `a missing id column names the columns there are`() throws {
        let owner = try Owner(Self.people)
        let error = try #require(throws: AudienceError.self) { _ = try contacts(owner, id: "id") }
        #expect(error == .noSuchColumn(path: owner.path, column: "id", columns: ["userId", "name", "age", "note"]))
    }

    @Test
    func `an error in the middle comes out after the rows before it`() throws {
        let owner = try Owner(
            "CREATE TABLE people (userId); INSERT INTO people VALUES (1), (2), (-9223372036854775808)")
        var count = 0
        let error = try #require(throws: AudienceError.self) {
            _ = try contacts(owner, "SELECT abs(userId) AS userId FROM people ORDER BY rowid") { _ in count += 1 }
        }
        #expect(count == 2)
        #expect(error.description.contains("integer overflow"), "\(error)")
    }

    @Test
    func `a database that somebody writes to meanwhile is read as it was, and its folder stays as it is`() throws {
        let owner = try Owner("PRAGMA journal_mode = WAL", Self.people)
        let files = Set(try owner.folder.fingerprints().keys)
        #expect(files.contains("crm.db-wal"))
        let found = try contacts(owner) { _ in try owner.run("INSERT INTO people(userId) VALUES ('late')") }
        #expect(found.map(\.id) == ["u1", "2"])
        #expect(Set(try owner.folder.fingerprints().keys) == files)
        #expect(try contacts(owner).count == 4)
    }

    @Test(arguments: ["WAL", "DELETE"])
    func `a database that nobody has open leaves no file beside it`(mode: String) throws {
        let owner = try Owner("PRAGMA journal_mode = \(mode)", Self.people)
        owner.close()
        let before = try owner.folder.fingerprints()
        #expect(before.count == 1)
        #expect(try contacts(owner).count == 2)
        #expect(try owner.folder.fingerprints() == before)
    }

    @Test
    func `a locked database says so`() throws {
        let owner = try Owner(Self.people)
        try owner.run("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        let error = try #require(throws: AudienceError.self) { _ = try contacts(owner) }
        #expect(error.description.contains("another program keeps it locked"), "\(error)")
    }

    @Test
    func `what is no database, or isn't there, is named`() throws {
        let folder = try TemporaryFolder()
        try folder.write("userId\nu1\n" + String(repeating: "x", count: 200), to: "a.db")
        let reader = ContactReader(root: folder.path, now: at("2026-06-01T10:00:00Z"))
        func read(_ path: String) throws {
            try reader.forEach(
                in: ContactSource(type: .sqlite, path: path, query: "SELECT 1 AS userId FROM t", id: "userId")
            ) {
                _ in
            }
        }
        let error = try #require(throws: AudienceError.self) { try read("a.db") }
        #expect(error == .unreadable(path: "a.db", reason: "file is not a database"))
        #expect(throws: AudienceError.notFound(path: "b.db")) { try read("b.db") }
        #expect(try folder.fingerprints().keys.sorted() == ["a.db"])
    }

    @Test
    func `a long query ends when the process is asked to end`() throws {
        let owner = try Owner(Self.people)
        let source = ContactSource(
            type: .sqlite, path: owner.path,
            query:
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS userId FROM n WHERE i < 0",
            id: "userId")
        #expect(throws: AudienceError.interrupted) {
            try ContactReader(root: "/", now: at("2026-06-01T10:00:00Z"), isStopped: { true }).forEach(in: source) {
                _ in
            }
        }
    }
}
