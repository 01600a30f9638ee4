/// Why a source of contacts can't be read. Each names the source, the place in it, and the way out.
public enum AudienceError: Error, Hashable, Sendable {
    case notFound(path: String)
    case unreadable(path: String, reason: String)
    case malformed(path: String, line: Int, reason: String)
    case noSuchColumn(path: String, column: String, columns: [String])
    case notConfigured(audience: String)
    /// A dynamic audience of everybody.
    case noCriteria
    /// What SQLite says of the query, or what we have against it.
    case badQuery(path: String, reason: String)
    /// A row of a query, counted from 1.
    case badRow(path: String, row: Int, reason: String)
    /// A line that a program printed, counted from 1, and the end of what it wrote to standard error.
    case badOutput(program: String, line: Int, reason: String, said: String?)
    /// A program that can't be started, or didn't end well.
    case failedProgram(program: String, reason: String, said: String?)
    /// A declared source that lacks what its type needs.
    case incomplete(type: String, lacks: String)
    /// Somebody asked the process to end; nothing is wrong with the source.
    case interrupted

    /// The same error, where it is this file's, with another name for the file.
    func naming(_ path: String, as name: String) -> AudienceError {
        switch self {
        case .notFound(path: path): .notFound(path: name)
        case .unreadable(path: path, let reason): .unreadable(path: name, reason: reason)
        case .malformed(path: path, let line, let reason): .malformed(path: name, line: line, reason: reason)
        case .noSuchColumn(path: path, let column, let columns):
            .noSuchColumn(path: name, column: column, columns: columns)
        case .badQuery(path: path, let reason): .badQuery(path: name, reason: reason)
        case .badRow(path: path, let row, let reason): .badRow(path: name, row: row, reason: reason)
        default: self
        }
    }
}

extension AudienceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound(let path):
            "the contacts file \(path) doesn't exist"
        case .unreadable(let path, let reason):
            "the contacts file \(path) can't be read: \(reason)"
        case .malformed(let path, let line, let reason):
            "\(path):\(line): \(reason)"
        case .noSuchColumn(let path, let column, let columns):
            "\(path) has no column '\(column)', which is to be the recipient's id; it has \(columns.joined(separator: ", "))"
        case .notConfigured(let audience):
            "targetAudience.type \(audience) needs 'contacts:' in _defaults.yaml, which isn't there"
        case .noCriteria:
            "targetAudience.type dynamic needs 'dynamicCriteria'"
        case .badQuery(let path, let reason):
            "the query on \(path) fails: \(reason)"
        case .badRow(let path, let row, let reason):
            "row \(row) of the query on \(path): \(reason)"
        case .badOutput(let program, let line, let reason, let said):
            "line \(line) of what \(program) printed: \(reason)\(Self.words(said))"
        case .failedProgram(let program, let reason, let said):
            "\(program) \(reason)\(Self.words(said))"
        case .incomplete(let type, let lacks):
            "a contact source of type '\(type)' needs '\(lacks)'"
        case .interrupted:
            "the process was asked to end while contacts were read"
        }
    }

    private static func words(_ said: String?) -> String { said.map { "; it said: \($0)" } ?? "" }
}
