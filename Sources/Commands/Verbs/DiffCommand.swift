import ArgumentParser
import CampaignFiles
import ScheduleEngine

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What a change to the tree does: fields, and occurrences that appear or vanish.",
        discussion: """
            Compares the tree with another one, or with itself at a git revision such as origin/main. Neither needs nor \
            touches a state file, so that maxOccurrences, which counts what has run, says nothing here.
            """)

    @Argument(help: "The folder of another tree, or a git revision of this one.")
    var base: String

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: ReviewFormatOption

    @Option(
        name: .long,
        help: ArgumentHelp("How far to look: a duration such as 7d, or an instant. 30d where nothing is given."),
        transform: Until.init)
    var until: Until?

    @Flag(help: "Exit with 3 when something would change.")
    var detailedExitcode = false

    func run() async throws {
        try await CommandFailure.reporting {
            let now = tree.moment()
            // The tree first: a fault of its root is said whatever it is compared with.
            let reading = try read(tree.root, now: now)
            let before = try BaseTree(name: base, root: tree.root).reading { try read($0, now: now) }
            let report = try TreeComparison(base: before, tree: reading).report(
                against: base, from: now, until: until?.instant(from: now) ?? now + .days(30), zones: tree.zones)
            try print(report)
            if report.hasErrors { throw Exit.treeHasErrors }
            if detailedExitcode, !report.changes.isEmpty { throw Exit.wouldChange }
        }
    }

    private func read(_ root: String, now: Instant) throws -> TreeReading {
        let zones = tree.zones
        return TreeReader(
            scan: try TreeScanner.scan(root: root), zones: zones, now: now, knowledge: .none,
            zoneCandidates: { zones.identifiers() }
        ).readAll()
    }

    private func print(_ report: DiffReport) throws {
        let path = RepositoryPath(root: tree.root)
        switch output.format {
        case .json:
            printFaults(report)
            try JSONOutput.print(report)
        case .text:
            printFaults(report)
            StandardOutput.write(DiffText(report: report, style: .output).render())
        case .github:
            StandardOutput.write(DiffAnnotations(report: report, path: path).render())
        case .markdown:
            StandardOutput.write(DiffMarkdown(report: report, path: path).render())
        }
    }

    private func printFaults(_ report: DiffReport) {
        guard !report.diagnostics.isEmpty else { return }
        StandardError.write(DiagnosticText(root: tree.root, style: .error).render(report.diagnostics) + "\n")
    }
}
