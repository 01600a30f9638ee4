import ArgumentParser
import ScheduleEngine

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "One pass: apply what changed, execute what is due and allowed now, exit.",
        discussion: """
            With the same tree, state and --now, --dry-run prints what run then does. Exits with 0 when all is well, \
            1 when a run or a delivery failed, 2 when the tree has errors (what is valid ran all the same), 75 when \
            another run is at work.
            """)

    @Argument(help: "The campaigns to look at; all of them where none is named.", completion: .campaignId)
    var ids: [String] = []

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: ReviewFormatOption

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

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write metrics into this file when the pass is done, for the textfile collector of Prometheus' node exporter.",
            valueName: "file"))
    var metricsFile: String?

    func validate() throws {
        if metricsFile != nil, dryRun {
            throw ValidationError("--metrics-file goes without --dry-run, which writes nothing.")
        }
        if detailedExitcode, !dryRun { throw ValidationError("--detailed-exitcode goes with --dry-run.") }
        if output.format.isForReviewAlone, !dryRun {
            let formats = OutputFormat.allCases.map { "'\($0.rawValue)'" }.joined(separator: " and ")
            throw ValidationError(
                "--format \(output.format.rawValue) goes with --dry-run; without it there are \(formats).")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let pass = PassInvocation(
                tree: tree, format: output.format, only: ids, allowsMassRemoval: allowMassRemoval,
                maxDuration: maxDuration, metricsFile: metricsFile.map(MetricsFile.init))
            if dryRun {
                try pass.rehearse(tellsChange: detailedExitcode)
            } else {
                try await pass.perform()
            }
        }
    }
}
