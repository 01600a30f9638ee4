import ArgumentParser
import CampaignFiles
import CampaignModel

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The JSON Schema of a kind of file, for editors.",
        discussion: """
            An editor that is told of it completes names, explains fields and underlines faults while you type. Put \
            '# yaml-language-server: $schema=PATH' into a YAML file's first line, or a field "$schema" into a JSON file, \
            or name the schema in the editor's settings.
            """)

    @Argument(help: "campaign, defaults, segment, channel, calendar or template.")
    var kind = FileSchema.campaign

    @Option(name: .long, help: "A _defaults.yaml: what it gives, a campaign's file may lack.")
    var defaults: String?

    func validate() throws {
        guard defaults == nil || kind == .campaign else {
            throw ValidationError("--defaults concerns the schema of a campaign alone")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let given: JSONValue = if let defaults { try DocumentValue.read(defaults) } else { .null }
            StandardOutput.write(kind.text(defaults: given))
        }
    }
}

extension FileSchema: ExpressibleByArgument {}

extension DocumentValue.Unreadable: CommandRefusal {}
