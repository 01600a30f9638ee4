import ArgumentParser

struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Edits a campaign's file so that it pauses: its status, and nothing else.",
        discussion: """
            Comments, quotes and all other bytes stay as they are; where that can't be promised, the file is left alone \
            and a sentence says why. The next pass takes note, one that is at work at its next slice. Paused time is \
            never caught up.
            """)

    @Argument(help: "The campaign's id.", completion: .campaignId)
    var id: String

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        try await CommandFailure.reporting {
            try StatusSwitch(id: id, status: .paused, tree: tree).perform(format: output.format)
        }
    }
}
