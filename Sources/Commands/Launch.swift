import ArgumentParser

extension CampanileCommand {
    /// Parses what was typed and does it; exits with the contract's codes.
    ///
    /// A timer types `run` each minute, and telling the parser of all the other commands costs as much as looking at
    /// hundreds of files: so a pass is parsed by its own command. What that doesn't understand, `--help` among it, goes the
    /// long way round.
    public static func launch(_ arguments: [String]) async {
        let isPass = arguments.first.map { $0 == "run" } ?? true
        guard isPass, let pass = try? RunCommand.parse(Array(arguments.dropFirst())) else {
            return await main(arguments)
        }
        do {
            try await pass.run()
        } catch {
            exit(withError: error)
        }
    }
}
