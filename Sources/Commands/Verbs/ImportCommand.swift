import ArgumentParser
import CampaignFiles
import CampaignModel

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Writes campaigns of the reference API as files into the tree.",
        discussion: """
            Takes the API's list or get response, a campaign's body, or a list of bodies, as JSON. Each campaign becomes \
            ID.yaml with the fields of a create request; what the server keeps for itself (execution, statistics and the \
            like) is left out. A campaign or file that is there already is never overwritten. Scheduled campaigns \
            become active, completed and failed ones cancelled. What was written is validated at once.
            """)

    @Argument(help: ArgumentHelp("The response as JSON; - for standard input.", valueName: "file"))
    var file: String

    @Flag(help: "Show what would be written, write nothing.")
    var dryRun = false

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        try await CommandFailure.reporting {
            let source = ImportSource(file)
            let found: CampaignImport
            do {
                found = try CampaignImport(source.read())
            } catch let fault as ImportFault {
                let place = [fault.line, fault.column].compactMap { $0.map(String.init) }
                throw ImportFailure(description: "\(([source.name] + place).joined(separator: ":")): \(fault.message)")
            }
            let report = try TreeImport(tree: tree, isDryRun: dryRun).perform(found)
            switch output.format {
            case .json: try JSONOutput.print(report)
            case .text: StandardOutput.write(ImportText(root: tree.root).render(report))
            }
            if report.diagnostics.contains(where: { $0.severity == .error }) { throw Exit.treeHasErrors }
            if report.campaigns.contains(where: { $0.action == .skip }) { throw Exit.failed }
        }
    }
}

/// Nothing was imported, and this is why.
struct ImportFailure: CommandRefusal {
    var description: String
}
