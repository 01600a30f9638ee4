import CampaignModel
import ScheduleEngine

/// Checks names of time zones, each one once, and keeps what is known of those that there are.
final class ZoneNames {
    private let provider: any ZoneProvider
    private let candidates: () -> [String]
    private var found: [String: Result<ZoneRules, ZoneError>] = [:]
    private lazy var known = candidates()

    init(provider: any ZoneProvider, candidates: @escaping () -> [String]) {
        self.provider = provider
        self.candidates = candidates
    }

    /// The identifier at `node`, or nil where it is at fault, which is reported.
    func zone(at node: YAMLNode, path: @autoclosure () -> String, findings: Findings) -> String? {
        guard node.isScalar, node.scalar == .string, !node.text.isEmpty else {
            findings.error(
                .invalidTimezone, "'\(path())' must be an IANA identifier, which is text", at: node,
                hint: "write 'timezone: America/New_York'")
            return nil
        }
        let identifier = node.text
        guard let fault = fault(identifier) else { return identifier }
        let message: String
        let hint: String
        switch fault {
        case .unknown:
            message = "there is no time zone '\(identifier.prefix(60))'"
            hint = NearestName.question(identifier, among: known) ?? "use an IANA identifier such as America/New_York"
        case .malformed(_, let reason):
            message = "the data of time zone '\(identifier.prefix(60))' can't be read: \(reason)"
            hint = "reinstall the system's tzdata"
        }
        findings.error(.invalidTimezone, message, at: node, hint: hint)
        return nil
    }

    /// Nil where there is no such zone.
    func rules(for identifier: String) -> ZoneRules? { try? lookUp(identifier).get() }

    private func fault(_ identifier: String) -> ZoneError? {
        if case .failure(let fault) = lookUp(identifier) { fault } else { nil }
    }

    private func lookUp(_ identifier: String) -> Result<ZoneRules, ZoneError> {
        if let answer = found[identifier] { return answer }
        let answer = Result { () throws(ZoneError) in try provider.rules(for: identifier) }
        found[identifier] = answer
        return answer
    }
}
