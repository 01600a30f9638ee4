public import ScheduleEngine

/// Criteria over a contact's fields, as `dynamicCriteria` and a source's `match` declare them, ready to be asked for each of
/// a million contacts. All must hold.
public struct ContactCriteria: Hashable, Sendable {
    private let registration: RegistrationCriterion?
    private let fields: [FieldCriterion]

    /// - Parameter criteria: as the tree has them. What this version doesn't know nobody meets.
    public init(_ criteria: [String: JSONValue]) {
        if case .bool(let areNew)? = criteria["newUsers"] {
            var within = RegistrationCriterion.usualSpan
            if case .string(let text)? = criteria["within"], let span = TimeSpan(text) { within = span }
            registration = RegistrationCriterion(areNew: areNew, within: within)
        } else {
            registration = nil
        }
        fields = criteria.filter { $0.key != "newUsers" && $0.key != "within" }
            .sorted { $0.key < $1.key }.map { FieldCriterion($0.key, $0.value) }
    }

    /// - Parameter now: the moment that the run begins.
    public func areMet(by contact: [String: JSONValue], at now: Instant) -> Bool {
        registration?.isMet(by: contact, at: now) != false && fields.allSatisfy { $0.isMet(by: contact) }
    }

    /// Nil where all are met.
    public func mismatch(of contact: [String: JSONValue], at now: Instant) -> CriteriaMismatch? {
        if let mismatch = registration?.mismatch(contact, at: now) { return mismatch }
        for field in fields {
            if let mismatch = field.mismatch(contact) { return mismatch }
        }
        return nil
    }
}
