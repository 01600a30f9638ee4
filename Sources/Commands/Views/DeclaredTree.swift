import CampaignFiles
import CampaignModel
import StateStore

/// What the files of a tree declare, read as a whole.
struct DeclaredTree {
    let change: TreeChange
    /// By id.
    let declared: [CampaignDeclaration]
    /// The zone that `_defaults.yaml` names.
    let timezone: String?
    let errors: [Diagnostic]

    /// - Parameter takesAllAsTried: That a campaign was never tested is of no interest.
    init(
        _ scan: TreeScan, facts: PassFacts, recorded: any RecordedState, takesAllAsTried: Bool
    ) throws(StateError) {
        let knowledge = try StateKnowledge(recorded)
        let reading = TreeReader(
            scan: scan, zones: facts.zones, now: facts.now,
            knowledge: takesAllAsTried ? knowledge.takingAllAsTried : knowledge
        ).readAll()
        change = TreeChange(reading: reading, memory: nil)
        declared = change.declared
        timezone = reading.timezone
        errors = reading.diagnostics.filter { $0.severity == .error }
    }

    func sayFaults(root: String) {
        guard !errors.isEmpty else { return }
        StandardError.write(
            "campanile: \(DiagnosticText.summary(errors)) in \(root); 'campanile validate' shows where\n")
    }
}
