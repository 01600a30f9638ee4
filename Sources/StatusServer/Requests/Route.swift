/// What there is to ask for.
enum Route: Hashable {
    case list
    case campaign(String)
    case history(String)
    /// As it was written: what isn't a period is refused with the periods there are.
    case statistics(String)
    /// The reference's writing requests beside those above: pause, resume, test.
    case action(String)
    case health
    case metrics
    case description
    case page(String)

    /// Nil for a path that there is nothing at, whatever it leads to elsewhere: no path is a file's.
    /// - Parameter path: percent-encoded, without the query.
    /// - Throws: `Refusal` where it can't be decoded.
    init?(path: String) throws(Refusal) {
        var segments: [String] = []
        for part in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            segments.append(try PercentDecoding.text(part))
        }
        switch segments {
        case ["healthz"]: self = .health
        case ["metrics"]: self = .metrics
        case ["openapi.json"]: self = .description
        default:
            guard segments.starts(with: Self.api) else {
                self = .page("/" + segments.joined(separator: "/"))
                return
            }
            self.init(resource: Array(segments.dropFirst(Self.api.count)))
        }
    }

    private static let api = ["api", "v1", "scheduled-campaigns"]

    private init?(resource: [String]) {
        // A campaign may be called 'statistics'; no period is called 'history'.
        switch (resource.count, resource.first ?? "", resource.last ?? "") {
        case (0, _, _): self = .list
        case (_, "", _): return nil
        case (1, let id, _): self = .campaign(id)
        case (2, let id, "history"): self = .history(id)
        case (2, "statistics", let period): self = .statistics(period)
        case (2, let id, "pause"), (2, let id, "resume"), (2, let id, "test"): self = .action(id)
        default: return nil
        }
    }
}
