import Foundation
import TestSupport
import Testing

/// The README's console blocks are typed in, one after another, in a folder that holds the sample tree: what it says is
/// what the command prints.
@Suite struct ReadmeTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    @Test func `the commands of the README print what the README says`() throws {
        let site = try Site()
        try FileManager.default.removeItem(atPath: site.tree)
        try FileManager.default.copyItem(atPath: Self.root + "/campaigns.d", toPath: site.tree)
        let readme = try String(contentsOfFile: Self.root + "/README.md", encoding: .utf8)
        let examples = Self.examples(in: readme)
        #expect(examples.count >= 8, "the README has its tour")
        for (command, expected) in examples {
            let binaries = (Binary.path as NSString).deletingLastPathComponent
            let shell = try ChildProcess(
                "/bin/bash", ["-c", "cd '\(site.folder)' && \(command)"],
                environment: ["PATH": "\(binaries):/usr/bin:/bin", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"])
            let result = shell.finish()
            #expect(result.output + result.error == expected, "\(command)")
        }
    }

    /// Each `$ command` of a block, with the lines that follow it.
    private static func examples(in readme: String) -> [(command: String, expected: String)] {
        var found: [(command: String, expected: String)] = []
        for block in readme.components(separatedBy: "```console\n").dropFirst() {
            let body = block.components(separatedBy: "\n```").first ?? ""
            for line in body.components(separatedBy: "\n") {
                if line.hasPrefix("$ ") {
                    found.append((String(line.dropFirst(2)), ""))
                } else if !found.isEmpty {
                    found[found.count - 1].expected += line + "\n"
                }
            }
        }
        return found
    }
}
