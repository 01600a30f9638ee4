import Foundation
import TestSupport
import Testing

/// `make man`, on the binary that the tests drive.
@Suite struct ManualTests {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private func read(_ arguments: [String]) throws -> ChildProcess.Result {
        try ChildProcess(arguments[0], Array(arguments.dropFirst()), environment: ["PATH": "/usr/bin:/bin"]).finish()
    }

    @Test func `the man page has every command with every option, and what the exit codes mean`() throws {
        let folder = try TemporaryFolder()
        let page = folder.file("campanile.1")
        let built = (Binary.path as NSString).deletingLastPathComponent
        let made = try read([Self.repository + "/Scripts/man", built, page])
        try #require(made.code == 0, "\(made.error)")
        let linted = try read(["/usr/bin/mandoc", "-T", "lint", "-W", "error", page])
        #expect(linted.code == 0, "\(linted.output)")
        let text = try read(["/usr/bin/mandoc", "-T", "ascii", "-O", "width=400", page]).output
            .replacing(/.\u{08}/, with: "")

        let commands = try read([Binary.path, "--help"]).output.matches(of: /(?m)^  ([a-z]+)(?: \(default\))? {2,}/)
            .map { String($0.1) }
        #expect(commands.count >= 20)
        for command in commands {
            #expect(text.contains(try Regex("(?m)^     \(command)\\b")), "\(command)")
            let options = try read([Binary.path, command, "--help"]).output.matches(of: /(?m)^  (--[a-z-]+)/)
            for option in options { #expect(text.contains(option.1), "\(command) \(option.1)") }
        }
        for code in ["0", "1", "2", "3", "64", "74", "75"] {
            #expect(text.contains(try Regex("(?m)^     \(code) {2,}[A-Z]")), "exit status \(code)")
        }
    }
}
