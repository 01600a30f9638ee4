import ArgumentParser
import ScheduleEngine

struct BackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill", abstract: "Run occurrences of the past, once each.",
        discussion: """
            Runs what the campaign's present schedule has between two instants, both inclusive, as far as it hasn't run: \
            what was skipped, and what is older than the campaign. It goes to today's audience with today's message, \
            under the campaign's limits and quiet hours; what they hold back goes in later passes. It doesn't count \
            towards maxOccurrences. See first what it would do with --dry-run.
            """)

    @Argument(help: "The campaign's id.", completion: .campaignId)
    var id: String

    @Option(
        name: .long, help: ArgumentHelp("The first instant, such as 2026-12-01T00:00:00Z.", valueName: "instant"),
        transform: TreeOptions.instant)
    var from: Instant

    @Option(
        name: .long, help: ArgumentHelp("The last instant; what is still to come is left out.", valueName: "instant"),
        transform: TreeOptions.instant)
    var until: Instant

    @Option(name: .long, help: ArgumentHelp("Refuse where there are more.", valueName: "n"))
    var most = 1_000

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    @Flag(help: "Decide everything, send nothing, write nothing.")
    var dryRun = false

    @Option(
        name: .long, help: ArgumentHelp("Begin no further work after this long, such as 50s.", valueName: "duration"),
        transform: TreeOptions.span)
    var maxDuration: TimeSpan?

    func validate() throws {
        if until < from { throw ValidationError("--until lies before --from.") }
        if !(1...1_000_000).contains(most) { throw ValidationError("--most is a number from 1 to 1000000.") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let request = BackfillRequest(campaignId: id, from: from, until: until, most: most)
            let pass = PassInvocation(
                tree: tree, format: ReviewFormat(output.format), only: [id], maxDuration: maxDuration,
                backfill: request)
            guard from <= tree.moment() else { throw BackfillRefusal.stillToCome(from) }
            if dryRun { try pass.rehearse(tellsChange: false) } else { try await pass.perform() }
        }
    }
}
