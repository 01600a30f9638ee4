import Foundation
import TestSupport
import Testing

/// A run of oracle.py over a list of questions.
struct OracleProcess {
    private let folder: TemporaryFolder
    private let child: ChildProcess
    /// How many of the lines want an answer.
    private let expected: Int

    /// Starts it; it works while the caller does.
    init(_ questions: [String]) throws {
        folder = try TemporaryFolder()
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "oracle.py").path
        let file = try folder.write(questions.joined(separator: "\n") + "\n", to: "questions")
        expected = questions.count { !$0.hasPrefix("zone ") && !$0.hasPrefix("window ") }
        child = try ChildProcess(
            "/usr/bin/env", ["python3", script, systemZones.directory, file],
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"])
    }

    /// The answers, in the order of the questions.
    func answers() throws -> [Substring] {
        _ = child.hasEnded(within: 300_000_000)
        let result = child.finish()
        try #require(result.code == 0, "oracle.py: \(result.error)")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        try #require(lines.count == expected)
        return Array(lines)
    }
}
