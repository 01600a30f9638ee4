import CampaignModel
internal import GRDBSQLite

/// Contacts as the rows of a query on an SQLite database, which is opened read-only. One query sees one state of the
/// database, whoever writes meanwhile.
struct SQLiteContacts {
    let path: String
    let query: String
    /// The column that is the recipient's id.
    let id: String
    let isStopped: @Sendable () -> Bool

    /// - Throws: `AudienceError`, or what `body` throws.
    func forEach(_ body: (Contact) throws -> Void) throws {
        let file = try SQLiteFile(path: path)
        let connection = try SQLiteConnection(file, isStopped: isStopped)
        let statement = try connection.prepare(query)
        let columns = try names(of: statement)
        var row = 0
        while try connection.step(statement) {
            row += 1
            try body(contact(statement, columns, row))
        }
        guard file.way != .immutable || !file.hasChanged else {
            throw AudienceError.unreadable(
                path: path,
                reason: "somebody wrote to it meanwhile; let campanile's user write to its folder, or run again")
        }
    }

    private func names(of statement: OpaquePointer) throws(AudienceError) -> [String] {
        let count = sqlite3_column_count(statement)
        var names: [String] = []
        for index in 0..<count {
            let name = sqlite3_column_name(statement, index).map { String(cString: $0) } ?? ""
            guard !names.contains(name) else {
                throw .badQuery(path: path, reason: "two columns are named '\(name)'; rename one with AS")
            }
            names.append(name)
        }
        guard names.contains(id) else { throw .noSuchColumn(path: path, column: id, columns: names) }
        return names
    }

    private func contact(
        _ statement: OpaquePointer, _ columns: [String], _ row: Int
    ) throws(AudienceError) -> Contact {
        var fields: [String: JSONValue] = [:]
        for (index, name) in columns.enumerated() {
            if let value = try value(statement, Int32(index), name, row) { fields[name] = value }
        }
        do {
            return Contact(id: try ContactID.text(of: fields[id], named: id), fields: fields)
        } catch {
            throw .badRow(path: path, row: row, reason: error.reason)
        }
    }

    /// Nil for NULL.
    private func value(
        _ statement: OpaquePointer, _ index: Int32, _ name: String, _ row: Int
    ) throws(AudienceError) -> JSONValue? {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_NULL: return nil
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT:
            let number = sqlite3_column_double(statement, index)
            guard number.isFinite else {
                throw .badRow(path: path, row: row, reason: "'\(name)' is infinite; leave it out, or make it NULL")
            }
            // As JSON has it: what is the same number is the same text in a message, wherever it comes from.
            return Int64(exactly: number).map { .integer($0) } ?? .number(number)
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(statement, index) else { return .string("") }
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index)))
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw .badRow(path: path, row: row, reason: "'\(name)' isn't UTF-8")
            }
            return .string(text)
        default:
            throw .badRow(
                path: path, row: row,
                reason: "'\(name)' is a BLOB, which no message can hold; leave it out, or make it text: CAST(… AS TEXT)"
            )
        }
    }
}
