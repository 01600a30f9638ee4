public import ArgumentParser

/// `campanile`: what is typed, and nothing else. Each verb has a file of its own in `Verbs`.
public struct CampanileCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "campanile",
        abstract: "Runs message campaigns from YAML: nobody is skipped, nobody gets it twice, and you saw it coming.",
        usage: "campanile [run] [--config <dir>] [--state <file>] [--now <instant>] [--format text|json]",
        discussion: """
            A pass reads the tree of campaigns, computes what came due since the last pass, sends what may go now, \
            records it and exits. Type it as often as you like: what is done is not done again.
            """,
        version: Version.text,
        subcommands: [
            RunCommand.self, ValidateCommand.self, UpcomingCommand.self, DiffCommand.self, ListCommand.self,
            ShowCommand.self,
            HistoryCommand.self, StatsCommand.self, RenderCommand.self, WhyCommand.self, TestCommand.self,
            BackfillCommand.self, EmitCommand.self,
            PauseCommand.self, ResumeCommand.self, ImportCommand.self, InitCommand.self, SchemaCommand.self,
            ServeCommand.self, CompletionsCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    public init() {}
}
