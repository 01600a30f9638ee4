import ArgumentParser
import CampaignFiles
import CampaignModel
import StateStore

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Every fault of the tree at once, each at its place and with a way out.")

    @OptionGroup var tree: TreeOptions

    @Option(
        name: .long,
        help: "How to print: text, json for programs, github for annotations, or sarif for code scanning.")
    var format = FaultFormat.text

    func run() async throws {
        try await CommandFailure.reporting {
            let knowledge = try StateKnowledge(tree.view ?? NothingRecorded() as any RecordedState)
            let zones = tree.zones
            let reader = TreeReader(
                scan: try TreeScanner.scan(root: tree.root), zones: zones, now: tree.moment(), knowledge: knowledge,
                zoneCandidates: { zones.identifiers() })
            let reading = reader.readAll()
            let isValid = !reading.diagnostics.contains { $0.severity == .error }
            let path = RepositoryPath(root: tree.root)
            switch format {
            case .json:
                try JSONOutput.print(ValidationReport(valid: isValid, diagnostics: reading.diagnostics))
            case .sarif:
                try JSONOutput.print(SarifLog(reading.diagnostics, path: path))
            case .github:
                let annotations = GitHubAnnotations(path: path).render(reading.diagnostics)
                StandardOutput.write(annotations + summary(reading, style: .plain))
            case .text:
                StandardOutput.write(text(reading))
            }
            if !isValid { throw Exit.treeHasErrors }
        }
    }

    private func text(_ reading: TreeReading) -> String {
        let style = Style.output
        let faults = DiagnosticText(root: tree.root, style: style).render(reading.diagnostics)
        return (faults.isEmpty ? "" : faults + "\n") + summary(reading, style: style)
    }

    private func summary(_ reading: TreeReading, style: Style) -> String {
        let count = reading.files.count { $0.declaration != nil }
        let campaigns = "\(count) valid \(count == 1 ? "campaign" : "campaigns") in \(tree.root)"
        guard reading.diagnostics.isEmpty else {
            return "\(DiagnosticText.summary(reading.diagnostics)); \(campaigns).\n"
        }
        guard count > 0 else { return EmptyTree.sentence(root: tree.root) + "\n" }
        return style(.green, "No faults") + ": \(campaigns).\n"
    }
}

/// What a tree without campaigns is told.
enum EmptyTree {
    static func sentence(root: String) -> String {
        "There are no campaigns in \(root) yet. 'campanile init' makes a tree to begin with."
    }
}

/// `validate --format json`.
private struct ValidationReport: Encodable {
    var valid: Bool
    var diagnostics: [Diagnostic]
}
