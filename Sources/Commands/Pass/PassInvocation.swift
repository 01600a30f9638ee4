import CampaignFiles
import CampaignModel
import Runner
import ScheduleEngine
import StateStore

/// One pass as it was typed: what `run` and `backfill` have in common.
struct PassInvocation {
    let tree: any TreeChoice
    let format: ReviewFormat
    /// The campaigns to look at; empty for all.
    let only: [String]
    var allowsMassRemoval = false
    let maxDuration: TimeSpan?
    var backfill: BackfillRequest?
    var metricsFile: MetricsFile?

    /// Decides everything, sends nothing, writes nothing.
    /// - Parameter tellsChange: exit with 3 where something would change or run.
    func rehearse(tellsChange: Bool) throws {
        let recorded: any RecordedState = tree.view ?? NothingRecorded()
        let report = try DryRun(
            facts: facts(recorded), recorded: recorded, hasState: recorded.hasSeenPass(),
            stateFolder: tree.stateFolder, backfill: backfill
        ).report()
        try print(report, next: nil)
        let hasErrors = report.diagnostics.contains { $0.severity == .error }
        if hasErrors { throw Exit.treeHasErrors }
        let wouldAct = !report.changes.isEmpty || report.occurrences.contains { $0.decision != .skip }
        if tellsChange, wouldAct { throw Exit.wouldChange }
    }

    /// On the caller's thread for as long as there is nothing to send: most passes are such, and a pool of threads would cost
    /// them more than looking at hundreds of files.
    nonisolated(nonsending) func perform() async throws {
        let stop = StopSignal()
        stop.listen()
        let isNewState = tree.view == nil
        // A mistyped --config must not leave a state file behind, which would turn what is only past into errors.
        if isNewState { _ = try TreeScanner.scan(root: tree.root) }
        let facts = try facts(
            tree.view ?? NothingRecorded() as any RecordedState, repeatsWarnings: format != .text)
        let store = try StateStore(path: tree.statePath)
        if let through = try store.passMemory().decidedThrough, through - facts.now > .hours(1) {
            StandardError.write(
                "campanile: an earlier pass decided everything up to \(through), which is ahead of \(facts.now): until then "
                    + "hardly anything comes due. Was the clock wrong, or --now used on this state file?\n")
        }
        let clock: any PassClock = tree.now.map { RehearsalClock(instant: $0) } ?? SystemClock()
        let pass = LivePass(
            store: store, facts: facts, isNewState: try !store.hasSeenPass(), clock: clock, wallClock: SystemClock(),
            outfitter: Outfitter(root: facts.root, stateFolder: tree.stateFolder), stateFolder: tree.stateFolder,
            deadline: maxDuration.map { .seconds($0.seconds) }, stop: stop, backfill: backfill)
        let (report, hasFailures) = try await pass.perform(progress: ProgressLine(isOn: StandardError.isTerminal))
        metricsFile?.write(facts: facts, recorded: store, statePath: tree.statePath)
        let next = format == .text ? try store.nextDue() : nil
        let isEmpty = try next == nil && store.allRecords().isEmpty
        try print(report, next: next, hint: isEmpty ? EmptyTree.sentence(root: facts.root) : nil)
        if report.diagnostics.contains(where: { $0.severity == .error }) { throw Exit.treeHasErrors }
        if hasFailures { throw Exit.failed }
    }

    private func facts(_ known: any RecordedState, repeatsWarnings: Bool = true) throws -> PassFacts {
        let facts = PassFacts(
            root: tree.root, now: tree.moment(), wallClock: SystemClock().now(), only: only.isEmpty ? nil : Set(only),
            allowsMassRemoval: allowsMassRemoval, zones: tree.zones, repeatsWarnings: repeatsWarnings)
        if !only.isEmpty { try CampaignCatalog(facts: facts, recorded: known).requireAll(only) }
        return facts
    }

    private func print(
        _ report: PassReport, next: (campaignId: String, at: Instant)?, hint: String? = nil
    ) throws {
        switch format {
        case .json:
            try JSONOutput.print(report)
        case .github:
            let annotations = GitHubAnnotations(path: RepositoryPath(root: tree.root)).render(report.diagnostics)
            let faults = DiagnosticText.summary(report.diagnostics)
            let counts = PassCounts(report)
            let summary = (faults.isEmpty ? "" : faults + "; ") + (counts.isEmpty ? "nothing to do" : counts.sentence)
            StandardOutput.write("\(annotations)\(report.dryRun ? "Dry run" : "Pass"): \(summary).\n")
        case .markdown:
            StandardOutput.write(PassMarkdown(report: report, path: RepositoryPath(root: tree.root)).render())
        case .text:
            if !report.diagnostics.isEmpty {
                StandardError.write(DiagnosticText(root: tree.root, style: .error).render(report.diagnostics) + "\n")
            }
            StandardOutput.write(PassText(report: report, style: .output, next: next, hint: hint).render())
        }
    }
}
