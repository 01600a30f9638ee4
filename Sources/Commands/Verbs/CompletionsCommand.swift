import ArgumentParser

struct CompletionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "What a shell needs to complete commands, options and campaigns' ids.",
        discussion: """
            bash: campanile completions bash > /etc/bash_completion.d/campanile
            zsh:  campanile completions zsh > "${fpath[1]}/_campanile"
            fish: campanile completions fish > ~/.config/fish/completions/campanile.fish
            """)

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish

        fileprivate var known: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    func run() async throws {
        StandardOutput.write(CampanileCommand.completionScript(for: shell.known) + "\n")
    }
}
