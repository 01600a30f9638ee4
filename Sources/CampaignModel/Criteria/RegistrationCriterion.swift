import ScheduleEngine

/// `newUsers` and `within`: whether a contact registered within a time before now. Who registers in the future isn't new,
/// and neither is somebody of whom nobody knows when he registered.
struct RegistrationCriterion: Hashable, Sendable {
    /// The contact's field; an RFC 3339 instant.
    static let field = "registeredAt"
    /// The reference's own example.
    static let usualSpan = TimeSpan.hours(24)

    var areNew: Bool
    var within: TimeSpan

    func isMet(by fields: [String: JSONValue], at now: Instant) -> Bool { isNew(fields, now) == areNew }

    /// Nil where it is met.
    func mismatch(_ fields: [String: JSONValue], at now: Instant) -> CriteriaMismatch? {
        guard !isMet(by: fields, at: now) else { return nil }
        let asked = areNew ? "within \(within) is asked" : "longer ago than \(within) is asked"
        let own =
            switch fields[Self.field] {
            case nil: "isn't there"
            case .string(let text):
                Instant(rfc3339: text).map { registered in
                    registered > now ? "is in the future" : "is \(Self.rounded(now - registered)) ago"
                } ?? "'\(text.prefix(40))' is no instant with an offset"
            default: "is no instant with an offset"
            }
        return CriteriaMismatch(field: "newUsers", reason: "'\(Self.field)' \(own), and \(asked)")
    }

    private func isNew(_ fields: [String: JSONValue], _ now: Instant) -> Bool {
        guard case .string(let text) = fields[Self.field], let registered = Instant(rfc3339: text) else { return false }
        return registered <= now && now - registered <= within
    }

    /// In its largest unit, for people.
    private static func rounded(_ span: TimeSpan) -> TimeSpan {
        let unit: Int64 = span.seconds >= 86_400 ? 86_400 : span.seconds >= 3_600 ? 3_600 : 60
        return span.seconds < 60 ? span : TimeSpan(seconds: span.seconds / unit * unit)
    }
}
