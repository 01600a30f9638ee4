import CampaignModel

/// Contacts as the records of a CSV file, under the names of its header line. A cell that is empty is a field that the
/// contact lacks.
struct CSVContacts {
    let path: String
    /// The column that is the recipient's id.
    let id: String

    /// With the line that each begins on.
    /// - Throws: `AudienceError`, or what `body` throws.
    func forEach(_ body: (Contact, Int) throws -> Void) throws {
        let reader = try CSVReader(path: path)
        guard let columns = try reader.next() else {
            throw AudienceError.malformed(path: path, line: 1, reason: "it is empty; a header line is needed")
        }
        guard let idColumn = columns.firstIndex(of: id) else {
            throw AudienceError.noSuchColumn(path: path, column: id, columns: columns)
        }
        while let record = try reader.next() {
            guard record.count == columns.count else {
                throw AudienceError.malformed(
                    path: path, line: reader.line,
                    reason: "\(record.count) fields where the header has \(columns.count)")
            }
            let own: String
            do {
                own = try ContactID.text(of: .string(record[idColumn]), named: id)
            } catch {
                throw AudienceError.malformed(path: path, line: reader.line, reason: error.reason)
            }
            var fields: [String: JSONValue] = [:]
            for (name, value) in zip(columns, record) where !value.isEmpty { fields[name] = .string(value) }
            try body(Contact(id: own, fields: fields), reader.line)
        }
    }
}
