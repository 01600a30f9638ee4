import ArgumentParser

struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Edits a paused campaign's file so that it runs again.",
        discussion: """
            Its status becomes active; comments, quotes and all other bytes stay as they are. The next pass takes note. \
            What would have run while it was paused is not caught up.
            """)

    @Argument(help: "The campaign's id.", completion: .campaignId)
    var id: String

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        try await CommandFailure.reporting {
            try StatusSwitch(id: id, status: .active, tree: tree).perform(format: output.format)
        }
    }
}
