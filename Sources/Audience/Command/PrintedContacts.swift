import CampaignModel

/// Contacts that a program prints, as JSON lines.
struct PrintedContacts {
    let command: ProgramCall
    let id: String
    let isStopped: @Sendable () -> Bool

    /// However this ends, the program and what it started have ended too.
    /// - Throws: `AudienceError` where the program fails, even after all its lines; or what `body` throws.
    func forEach(_ body: (Contact) throws -> Void) throws {
        let program = try RunningProgram(command, isStopped: isStopped)
        defer { program.end() }
        let lines = JSONLines(stream: program, id: id) { [name = command.name] line, reason in
            .badOutput(program: name, line: line, reason: reason, said: nil)
        }
        do {
            try lines.forEach { contact, _ in try body(contact) }
        } catch AudienceError.badOutput(let name, let line, let reason, _) {
            // Who dies in the middle of a line is told by how he ended, not by the line that he cut short.
            if program.hasClosed { try program.finish() }
            program.end()
            throw AudienceError.badOutput(program: name, line: line, reason: reason, said: program.words)
        }
        try program.finish()
    }
}
