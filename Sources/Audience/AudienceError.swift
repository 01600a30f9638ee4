/// Why a source of contacts can't be read. Each names the file, the place in it, and the way out.
public enum AudienceError: Error, Hashable, Sendable {
    case notFound(path: String)
    case unreadable(path: String, reason: String)
    case malformed(path: String, line: Int, reason: String)
    case noSuchColumn(path: String, column: String, columns: [String])
    case unsupported(what: String)
    case notConfigured(audience: String)
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
        case .unsupported(let what):
            "\(what) isn't supported by this version"
        case .notConfigured(let audience):
            "targetAudience.type \(audience) needs 'contacts:' in _defaults.yaml, which isn't there"
        }
    }
}
