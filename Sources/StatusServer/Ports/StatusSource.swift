/// What the endpoint shows, read-only. Whoever has the campaigns answers; the server neither reads files nor keeps data.
///
/// Answers are JSON (RFC 8259) in UTF-8, as they stand under `data`. Called from any thread, and from several at once.
public protocol StatusSource: Sendable {
    /// An array of campaigns, by id.
    func campaigns(_ query: ListQuery) throws -> [UInt8]
    /// Nil where no campaign has this id.
    func campaign(_ id: String) throws -> [UInt8]?
    /// The newest first; nil where no campaign has this id, nor ever had a run.
    /// - Parameter limit: 1...100
    func history(of id: String, limit: Int) throws -> [UInt8]?
    func statistics(_ period: StatisticsPeriod) throws -> [UInt8]
    func figures() throws -> StatusFigures
    /// The campaign's file, relative to the tree's root; nil where no campaign has this id.
    func file(of id: String) throws -> String?
    /// The name of the tree's own folder.
    var folder: String { get }
    /// For people; nil where there is no page of this path.
    /// - Parameters:
    ///   - path: `/` and what follows, percent-decoded; without the query.
    ///   - skip: so many campaigns are passed over where they are listed; 0 or more.
    func page(at path: String, skip: Int) throws -> StatusPage?
}

/// A page for people.
public struct StatusPage: Hashable, Sendable {
    public var html: String
    /// What the browser may do with it: the value of `Content-Security-Policy` (CSP level 3).
    public var policy: String

    public init(html: String, policy: String) {
        self.html = html
        self.policy = policy
    }
}

/// Why a source can't answer at the moment: a sentence that may be shown to whoever asked, without paths of the machine.
public struct SourceUnavailable: Error, Hashable, Sendable {
    /// Such as `STATE_UNAVAILABLE`.
    public var code: String
    public var message: String
    /// For the log alone.
    public var detail: String

    public init(code: String, message: String, detail: String) {
        self.code = code
        self.message = message
        self.detail = detail
    }
}
