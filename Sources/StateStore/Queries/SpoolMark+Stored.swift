import CampaignModel
internal import GRDB

extension SpoolMark {
    /// By the files' names.
    static func fetchAll(in db: Database) throws -> [String: SpoolMark] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT name, stamp, position, line, rejected, rejected_length, kept FROM spool_file"))
        var found: [String: SpoolMark] = [:]
        while let row = try rows.next() {
            let name: String = row[0]
            found[name] = SpoolMark(
                name: name, stamp: row[1], position: row[2], line: row[3], rejected: row[4], rejectedLength: row[5],
                isKept: row[6])
        }
        return found
    }

    func store(in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO spool_file VALUES (?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [name, stamp, position, line, rejected, rejectedLength, isKept])
    }
}
