public import CampaignModel
public import ScheduleEngine

/// Reads contacts from a declared source, in the order they come, in constant memory.
public struct ContactReader: Sendable {
    /// The moment that criteria go by.
    let now: Instant
    /// The tree's root, where relative paths begin and programs work.
    private let root: String
    /// True once somebody asked the process to end.
    private let isStopped: @Sendable () -> Bool

    /// - Parameters:
    ///   - root: the tree's root.
    ///   - now: the moment that criteria such as `newUsers` go by.
    ///   - isStopped: asked now and then, and while a program is waited for: once it is true, a reading ends with
    ///     `AudienceError.interrupted`, and what it started is ended with it.
    public init(root: String, now: Instant, isStopped: @escaping @Sendable () -> Bool = { false }) {
        self.root = root
        self.now = now
        self.isStopped = isStopped
    }

    /// Hands each contact of the source that meets its `match` to `body`. A cell that is empty is a field that the contact
    /// lacks, and so is null.
    /// - Throws: `AudienceError`, or what `body` throws.
    public func forEach(in source: ContactSource, _ body: (Contact) throws -> Void) throws {
        let match = source.match.map(ContactCriteria.init)
        try forEachRecord(in: source) { contact, _ in
            if match?.areMet(by: contact.fields, at: now) == false { return }
            try body(contact)
        }
    }

    /// The first contact with this id, whether it meets the source's `match` or not, and the line it begins on where lines
    /// of a file say something; nil where it isn't there.
    /// - Throws: `AudienceError`.
    public func find(_ id: String, in source: ContactSource) throws -> (contact: Contact, line: Int?)? {
        struct Found: Error {
            var contact: Contact
            var line: Int?
        }
        do {
            try forEachRecord(in: source) { contact, line in
                if contact.id == id { throw Found(contact: contact, line: line) }
            }
        } catch let found as Found {
            return (found.contact, found.line)
        }
        return nil
    }

    private func forEachRecord(in source: ContactSource, _ body: (Contact, Int?) throws -> Void) throws {
        var count = 0
        try forEachUncounted(in: source) { contact, line in
            count &+= 1
            if count & 255 == 0, isStopped() { throw AudienceError.interrupted }
            try body(contact, line)
        }
    }

    /// What goes wrong with a file is said by the name that the tree has for it: runs' reasons are shown to people who have
    /// no business with where the tree lies.
    private func forEachUncounted(in source: ContactSource, _ body: (Contact, Int?) throws -> Void) throws {
        do {
            try read(source, body)
        } catch let error as AudienceError {
            guard let declared = source.path, let path = try? self.path(of: source) else { throw error }
            throw error.naming(path, as: declared)
        }
    }

    private func read(_ source: ContactSource, _ body: (Contact, Int?) throws -> Void) throws {
        switch source.type {
        case .csv:
            try CSVContacts(path: path(of: source), id: source.id).forEach(body)
        case .jsonl:
            let path = try path(of: source)
            try JSONLines(
                stream: FileBytes(path: path), id: source.id,
                fault: { .malformed(path: path, line: $0, reason: $1) }
            ).forEach(body)
        case .sqlite:
            guard let query = source.query else { throw AudienceError.incomplete(type: "sqlite", lacks: "query") }
            try SQLiteContacts(path: path(of: source), query: query, id: source.id, isStopped: isStopped)
                .forEach { try body($0, nil) }
        case .command:
            guard let command = ProgramCall(source.argv ?? [], root: root) else {
                throw AudienceError.incomplete(type: "command", lacks: "argv")
            }
            try PrintedContacts(command: command, id: source.id, isStopped: isStopped).forEach { try body($0, nil) }
        }
    }

    private func path(of source: ContactSource) throws(AudienceError) -> String {
        guard let path = source.path else { throw .incomplete(type: source.type.rawValue, lacks: "path") }
        return path.hasPrefix("/") ? path : "\(root)/\(path)"
    }
}
