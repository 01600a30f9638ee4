public import CampaignModel

/// Reads contacts from a declared source, in the order they come, in constant memory.
public struct ContactReader: Sendable {
    /// The tree's root, where relative paths begin.
    private let root: String

    public init(root: String) { self.root = root }

    /// Hands each contact of the source to `body`. A cell that is empty is a field that the contact lacks.
    /// - Throws: `AudienceError`, or what `body` throws.
    public func forEach(in source: ContactSource, _ body: (Contact) throws -> Void) throws {
        try forEachLine(in: source) { contact, _ in try body(contact) }
    }

    /// The line of the source's file on which this contact begins; nil where it isn't there, or lines say nothing.
    /// - Throws: `AudienceError`.
    public func line(of id: String, in source: ContactSource) throws -> Int? {
        struct Found: Error { var line: Int }
        do {
            try forEachLine(in: source) { contact, line in
                if contact.id == id { throw Found(line: line) }
            }
        } catch let found as Found {
            return found.line
        }
        return nil
    }

    private func forEachLine(in source: ContactSource, _ body: (Contact, Int) throws -> Void) throws {
        guard source.type == .csv, let path = source.path else {
            throw AudienceError.unsupported(what: "a contact source of type '\(source.type.rawValue)'")
        }
        guard source.match == nil else { throw AudienceError.unsupported(what: "'match' in a contact source") }
        let reader = try CSVReader(path: path.hasPrefix("/") ? path : "\(root)/\(path)")
        guard let columns = try reader.next() else {
            throw AudienceError.malformed(path: reader.path, line: 1, reason: "it is empty; a header line is needed")
        }
        guard let idColumn = columns.firstIndex(of: source.id) else {
            throw AudienceError.noSuchColumn(path: reader.path, column: source.id, columns: columns)
        }
        while let record = try reader.next() {
            guard record.count == columns.count else {
                throw AudienceError.malformed(
                    path: reader.path, line: reader.line,
                    reason: "\(record.count) fields where the header has \(columns.count)")
            }
            let id = record[idColumn]
            guard !id.isEmpty else {
                throw AudienceError.malformed(
                    path: reader.path, line: reader.line, reason: "the recipient's id ('\(source.id)') is empty")
            }
            guard !id.utf8.contains(0) else {
                throw AudienceError.malformed(
                    path: reader.path, line: reader.line, reason: "the recipient's id holds a NUL character")
            }
            var fields: [String: JSONValue] = [:]
            for (name, value) in zip(columns, record) where !value.isEmpty { fields[name] = .string(value) }
            try body(Contact(id: id, fields: fields), reader.line)
        }
    }
}
