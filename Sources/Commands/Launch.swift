import ArgumentParser

extension CampanileCommand {
    /// Parses what was typed and does it; exits with the contract's codes.
    ///
    /// A timer types `run` each minute, and telling the parser of all the other commands costs as much as looking at
    /// hundreds of files: so a pass is read by itself where it is plain, and else parsed by its own command. What that
    /// doesn't understand, `--help` among it, goes the long way round.
    public nonisolated(nonsending) static func launch(_ arguments: [String]) async {
        // What deployments and monitors ask for, often: the parser would say the same, and first make up all commands.
        if arguments == ["--version"] { return StandardOutput.write(Version.text + "\n") }
        // Scripts and applications hand in events by the thousand.
        if arguments.first == "emit", let emit = try? EmitCommand.parse(Array(arguments.dropFirst())) {
            do { return try await emit.run() } catch { exit(withError: error) }
        }
        guard arguments.first.map({ $0 == "run" }) ?? true else { return await main(arguments) }
        let words = Array(arguments.dropFirst())
        do {
            if let pass = PlainPass(words) {
                try await pass.run()
            } else if let pass = try? RunCommand.parse(words) {
                try await pass.run()
            } else {
                await main(arguments)
            }
        } catch {
            exit(withError: error)
        }
    }
}
