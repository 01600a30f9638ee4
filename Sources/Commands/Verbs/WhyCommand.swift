import ArgumentParser
import ScheduleEngine
import StateStore

struct WhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "What became of a recipient in the last run, or would in the next.",
        discussion: """
            Says in one word and a sentence what was decided, when the message may go, and which line of which file \
            decides. Looks at the last run that began; where the recipient isn't in that, or there is none, at the next.
            """)

    @Argument(help: "The campaign's id.", completion: .campaignId)
    var id: String

    @Argument(help: "The recipient's id.")
    var user: String

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        try await CommandFailure.reporting {
            let facts = PassFacts.looking(tree)
            let recorded: any RecordedState = tree.view ?? NothingRecorded()
            let entry = try CampaignCatalog(facts: facts, recorded: recorded, takesAllAsTried: true).entry(id)
            let found = try Explainer(
                facts: facts, recorded: recorded, entry: entry, userId: user, stateFolder: tree.stateFolder
            ).explain()
            switch output.format {
            case .json: try JSONOutput.print(found)
            case .text: StandardOutput.write(text(found, now: facts.now))
            }
        }
    }

    private func text(_ found: Explanation, now: Instant) -> String {
        let style = Style.output
        var text = "\(found.userId): \(style(.bold, found.decision.rawValue)), \(found.reason)\n"
        if let variation = found.variation { text += style(.faint, "variation  ") + variation + "\n" }
        if let moment = found.notBefore {
            text += style(.faint, "not before ") + "\(Moments.utc(moment)) (\(Moments.relative(moment, to: now)))\n"
        }
        if let file = found.file {
            text += style(.faint, "decided by ") + file + (found.line.map { ":\($0)" } ?? "") + "\n"
        }
        return text
    }
}
