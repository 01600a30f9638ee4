import CampaignModel
internal import GRDB

/// Reads what is remembered of the tree's files.
enum TreeFiles {
    static func all(in buckets: [Int], of db: Database) throws -> [StoredFile] {
        let statement = try db.cachedStatement(
            sql: "SELECT path, bucket, stamp, campaign_id, unsettled, diagnostics FROM tree_file WHERE bucket = ?")
        var files: [StoredFile] = []
        for bucket in buckets {
            let rows = try Row.fetchCursor(statement, arguments: [bucket])
            while let row = try rows.next() {
                files.append(
                    StoredFile(
                        path: row[0], bucket: row[1], stamp: row[2], campaignId: row[3], isUnsettled: row[4] == 1,
                        diagnostics: try diagnostics(row[5])))
            }
        }
        return files
    }

    static func paths(declaring campaignId: String, in db: Database) throws -> [String] {
        try String.fetchAll(
            db.cachedStatement(sql: "SELECT path FROM tree_file WHERE campaign_id = ?"), arguments: [campaignId])
    }

    /// In the order of the files' paths, without the thousands of files that have none.
    static func diagnostics(unsettledOnly: Bool, in db: Database) throws -> [(path: String, found: [Diagnostic])] {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT path, diagnostics FROM tree_file
                WHERE diagnostics IS NOT NULL AND unsettled >= ? ORDER BY path
                """, arguments: [unsettledOnly ? 1 : 0])
        var found: [(path: String, found: [Diagnostic])] = []
        while let row = try rows.next() { found.append((row[0], try diagnostics(row[1]))) }
        return try withoutTried(found, in: db)
    }

    /// A campaign that was never tested may have been since its file was read, which then is not read again.
    private static func withoutTried(
        _ files: [(path: String, found: [Diagnostic])], in db: Database
    ) throws -> [(path: String, found: [Diagnostic])] {
        guard files.contains(where: { $0.found.contains { $0.code == .neverTested } }) else { return files }
        let tried = try TestQueries.tried(in: db)
        return files.compactMap { path, found in
            let left = found.filter { $0.code != .neverTested || !tried.contains($0.campaignId ?? "") }
            return left.isEmpty ? nil : (path, left)
        }
    }

    static func diagnostics(of path: String, in db: Database) throws -> [Diagnostic] {
        try diagnostics(
            String.fetchOne(
                db.cachedStatement(sql: "SELECT diagnostics FROM tree_file WHERE path = ?"), arguments: [path]))
    }

    private static func diagnostics(_ text: String?) throws -> [Diagnostic] {
        try text.map { try StoredJSON.decode([Diagnostic].self, from: $0) } ?? []
    }
}
