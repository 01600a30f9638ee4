/// `targetAudience.guard`: an audience that is suspiciously large doesn't start.
public struct AudienceGuard: Codable, Hashable, Sendable {
    public var maxRecipients: Int?
    /// Percent of growth since the last run.
    public var maxChange: Double?

    public init(maxRecipients: Int? = nil, maxChange: Double? = nil) {
        self.maxRecipients = maxRecipients
        self.maxChange = maxChange
    }

    /// Why a guard stops a run.
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case tooMany(audience: Int, limit: Int)
        case grew(audience: Int, last: Int, limit: Double)

        public var description: String {
            switch self {
            case .tooMany(let audience, let limit):
                "the guard stops it: \(audience) recipients where maxRecipients is \(limit)"
            case .grew(let audience, let last, let limit):
                "the guard stops it: \(audience) recipients after \(last) in the last run, where maxChange is \(limit)%"
            }
        }
    }

    /// - Parameter last: the audience of the last run that began; nil where none has.
    /// - Throws: `Refusal`.
    public func accept(audience: Int, last: Int?) throws(Refusal) {
        if let maxRecipients, audience > maxRecipients { throw .tooMany(audience: audience, limit: maxRecipients) }
        if let maxChange, let last, last > 0, Double(audience - last) * 100 > maxChange * Double(last) {
            throw .grew(audience: audience, last: last, limit: maxChange)
        }
    }
}
