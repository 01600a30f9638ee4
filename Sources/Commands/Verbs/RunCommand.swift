import ArgumentParser
import CampaignFiles
import CampaignModel
import Runner
import ScheduleEngine
import StateStore

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "One pass: apply what changed, execute what is due and allowed now, exit.",
        discussion: """
            With the same tree, state and --now, --dry-run prints what run then does. Exits with 0 when all is well, \
            1 when a run or a delivery failed, 2 when the tree has errors (what is valid ran all the same), 75 when \
            another run is at work.
            """)

    @Argument(help: "The campaigns to look at; all of them where none is named.")
    var ids: [String] = []

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    @Flag(help: "Decide everything, send nothing, write nothing.")
    var dryRun = false

    @Flag(help: "With --dry-run: exit with 3 when something would change or run.")
    var detailedExitcode = false

    @Flag(help: "Accept that more than half of the campaigns are gone from the tree.")
    var allowMassRemoval = false

    @Option(
        name: .long, help: ArgumentHelp("Begin no further work after this long, such as 50s.", valueName: "duration"),
        transform: TreeOptions.span)
    var maxDuration: TimeSpan?

    func validate() throws {
        if detailedExitcode, !dryRun { throw ValidationError("--detailed-exitcode goes with --dry-run.") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            if dryRun { try rehearse() } else { try await perform() }
        }
    }

    private func facts(_ known: any RecordedState) throws -> PassFacts {
        let facts = PassFacts(
            root: tree.root, now: tree.moment(), wallClock: SystemClock().now(), only: ids.isEmpty ? nil : Set(ids),
            allowsMassRemoval: allowMassRemoval, zones: tree.zones)
        if !ids.isEmpty { try CampaignCatalog(facts: facts, recorded: known).requireAll(ids) }
        return facts
    }

    private func rehearse() throws {
        let view = tree.view
        let recorded: any RecordedState = view ?? NothingRecorded()
        let report = try DryRun(facts: facts(recorded), recorded: recorded, hasState: view != nil).report()
        try print(report, next: nil)
        let hasErrors = report.diagnostics.contains { $0.severity == .error }
        if hasErrors { throw Exit.treeHasErrors }
        let wouldAct = !report.changes.isEmpty || report.occurrences.contains { $0.decision != .skip }
        if detailedExitcode, wouldAct { throw Exit.wouldChange }
    }

    private func perform() async throws {
        let stop = StopSignal()
        stop.listen()
        let isNewState = tree.view == nil
        // A mistyped --config must not leave a state file behind, which would turn what is only past into errors.
        if isNewState { _ = try TreeScanner.scan(root: tree.root) }
        let facts = try facts(tree.view ?? NothingRecorded() as any RecordedState)
        let store = try StateStore(path: tree.statePath)
        if let through = try store.passMemory().decidedThrough, through - facts.now > .hours(1) {
            StandardError.write(
                "campanile: an earlier pass decided everything up to \(through), which is ahead of \(facts.now): until then "
                    + "hardly anything comes due. Was the clock wrong, or --now used on this state file?\n")
        }
        let clock: any PassClock = tree.now.map { RehearsalClock(instant: $0) } ?? SystemClock()
        let pass = LivePass(
            store: store, facts: facts, isNewState: isNewState, clock: clock, wallClock: SystemClock(),
            outfitter: Outfitter(root: facts.root, stateFolder: tree.stateFolder),
            deadline: maxDuration.map { .seconds($0.seconds) }, stop: stop)
        let (report, hasFailures) = try await pass.perform(progress: ProgressLine(isOn: StandardError.isTerminal))
        let next = output.format == .text ? try store.nextDue() : nil
        let isEmpty = try next == nil && store.allRecords().isEmpty
        try print(report, next: next, hint: isEmpty ? EmptyTree.sentence(root: facts.root) : nil)
        if report.diagnostics.contains(where: { $0.severity == .error }) { throw Exit.treeHasErrors }
        if hasFailures { throw Exit.failed }
    }

    private func print(
        _ report: PassReport, next: (campaignId: String, at: Instant)?, hint: String? = nil
    ) throws {
        switch output.format {
        case .json:
            try JSONOutput.print(report)
        case .text:
            if !report.diagnostics.isEmpty {
                StandardError.write(DiagnosticText(root: tree.root, style: .error).render(report.diagnostics) + "\n")
            }
            StandardOutput.write(PassText(report: report, style: .output, next: next, hint: hint).render())
        }
    }
}
