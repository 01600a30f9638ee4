@testable import CampaignFiles
import CampaignModel
import Foundation
import TestSupport
import Testing

/// Whatever lies in a tree: reading it ends soon, holds little, and says what it passed over.
@Suite struct HostileTreeTests {
    private func found(_ tree: TemporaryTree) throws -> [String] {
        try tree.readAll().diagnostics.filter { $0.severity == .error }.map { "\($0.code.rawValue) \($0.file ?? "")" }
    }

    private func sound() throws -> TemporaryTree {
        let tree = try TemporaryTree(SoundTree.files)
        try tree.write("c.yaml", SoundTree.campaign())
        return tree
    }

    /// A file of two gibibytes that takes no room.
    private func writeSparse(_ tree: TemporaryTree, _ path: String) throws {
        try tree.write(path, "")
        try #require(truncate("\(tree.root)/\(path)", 2 << 30) == 0)
    }

    @Test func `files of two gigabytes are neither read nor copied`() throws {
        let tree = try sound()
        try writeSparse(tree, "contacts.csv")
        #expect(try found(tree) == [])
        for path in ["d.yaml", "_defaults.yaml", "templates/t.mustache", "segments/s.yaml", "calendars/h.ics"] {
            try writeSparse(tree, path)
        }
        let clock = ContinuousClock()
        let before = try peakMemory()
        var faults: [String] = []
        let time = try clock.measure { faults = try found(tree) }
        #expect(
            faults == [
                "LIMIT_EXCEEDED _defaults.yaml", "LIMIT_EXCEEDED calendars/h.ics", "LIMIT_EXCEEDED d.yaml",
                "LIMIT_EXCEEDED segments/s.yaml", "LIMIT_EXCEEDED templates/t.mustache",
            ])
        #expect(time < .seconds(5))
        #expect(try peakMemory() - before < 512 << 20)
    }

    /// Of this process so far, in bytes.
    private func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.filter(\.isNumber))) * 1_024
    }

    @Test func `a file of exactly 1 MiB is read, and one byte more is refused`() throws {
        let tree = try sound()
        let text = "Hello, it is time.\n"
        let body = text + String(repeating: "x", count: (1 << 20) - text.utf8.count)
        try tree.write("templates/t.mustache", body)
        #expect(try found(tree) == [])
        try tree.write("templates/t.mustache", body + "x")
        #expect(try found(tree) == ["LIMIT_EXCEEDED templates/t.mustache"])
        try tree.remove("templates/t.mustache")
        try tree.write("templates/t.mustache", text)
        let campaign = SoundTree.campaign() + "#"
        let padded = campaign + String(repeating: "x", count: (1 << 20) - campaign.utf8.count)
        try tree.write("c.yaml", padded)
        #expect(try found(tree) == [])
        try tree.write("c.yaml", padded + "x")
        #expect(try found(tree) == ["LIMIT_EXCEEDED c.yaml"])
    }

    @Test func `what is neither a file nor a folder is refused without being opened`() throws {
        let tree = try sound()
        #expect(mkfifo("\(tree.root)/pipe.yaml", 0o600) == 0)
        #expect(mkfifo("\(tree.root)/templates/pipe.mustache", 0o600) == 0)
        try bindSocket("\(tree.root)/socket.yaml")
        try tree.link("zero.yaml", to: "/dev/zero")
        try tree.link("pipe-link.yaml", to: "pipe.yaml")
        try tree.write("folder.yaml/d.yaml", SoundTree.campaign(id: "d", more: "status: draft"))
        #expect(
            try found(tree) == [
                "INVALID_YAML pipe-link.yaml", "INVALID_YAML pipe.yaml", "INVALID_YAML socket.yaml",
                "INVALID_YAML templates/pipe.mustache", "UNSAFE_PATH zero.yaml",
            ])
        // A folder may be called like a file.
        #expect(try tree.readAll().files.contains { $0.path == "folder.yaml/d.yaml" && $0.declaration != nil })
    }

    private func bindSocket(_ path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        try #require(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        let outcome = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(outcome == 0)
    }

    @Test func `what may not be read is said, and holds back who needs it`() throws {
        let tree = try sound()
        try tree.write("d.yaml", SoundTree.campaign(id: "d"))
        try tree.write("group/e.yaml", SoundTree.campaign(id: "e"))
        #expect(chmod(tree.root, 0o755) == 0)
        for path in ["d.yaml", "segments/s.yaml", "group"] { #expect(chmod("\(tree.root)/\(path)", 0) == 0) }
        defer { chmod("\(tree.root)/group", 0o755) }
        let reading = try asOrdinaryUser { try tree.readAll() }
        let faults = reading.diagnostics.filter { $0.severity == .error }
        #expect(
            faults.map { "\($0.code.rawValue) \($0.file ?? "")" } == [
                "INVALID_YAML d.yaml", "INVALID_YAML group", "INVALID_YAML segments/s.yaml",
            ])
        #expect(faults.allSatisfy { $0.hint == "let the user that runs campanile read it" })
        #expect(reading.files.allSatisfy { $0.declaration == nil })
    }

    @Test func `folders nested a thousand deep end at the limit`() throws {
        let tree = try sound()
        let name = String(repeating: "d", count: 40)
        var folder = open(tree.root, O_RDONLY | O_DIRECTORY)
        for _ in 0..<1_000 {
            try #require(mkdirat(folder, name, 0o755) == 0)
            let next = openat(folder, name, O_RDONLY | O_DIRECTORY)
            close(folder)
            folder = next
        }
        close(folder)
        // No path is long enough to name the last of them.
        defer {
            if let child = try? ChildProcess("/bin/rm", ["-r", "\(tree.root)/\(name)"], environment: [:]) {
                _ = child.hasEnded(within: 60_000_000)
            }
        }
        let reading = try tree.readAll()
        #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.code) == [.limitExceeded])
        #expect(reading.files.count { $0.declaration != nil } == 1)
    }

    @Test func `a name that isn't text is said, and a name of control characters is one`() throws {
        let tree = try sound()
        let descriptor = open("\(tree.root)/", O_RDONLY | O_DIRECTORY)
        defer { close(descriptor) }
        let name: [CChar] = [0x62, -1, -2] + ".yaml".utf8CString
        let file = openat(descriptor, name, O_CREAT | O_WRONLY, 0o644)
        #expect(file >= 0)
        close(file)
        try tree.write("a\u{1B}[31m\n.yaml", "x: 1\n")
        let faults = try tree.readAll().diagnostics
        #expect(faults.contains { $0.file == "b\u{FFFD}\u{FFFD}.yaml" && $0.message == "the name isn't UTF-8 text" })
        #expect(faults.contains { $0.file == "a\u{1B}[31m\n.yaml" && $0.code == .unknownField })
    }

    // MARK: Limits of YAML

    private func parse(_ text: String) -> ParsedSource {
        Array(text.utf8).withUnsafeBufferPointer { YAMLSource.parse($0) }
    }

    private func nested(_ depth: Int, _ inside: String) -> String {
        String(repeating: "[", count: depth) + inside + String(repeating: "]", count: depth)
    }

    @Test(arguments: [(64, true), (65, false)])
    func `sixty-four levels are read and sixty-five refused, aliases counted`(_ depth: Int, _ isRead: Bool) {
        // The mapping at the top is a level, too.
        for text in [
            "a: \(nested(depth - 1, ""))", "a: \(nested(depth - 1, "x"))",
            "a: &a [x]\nb: \(nested(depth - 2, "*a"))", "a: &a [[x], []]\nb: \(nested(depth - 3, "*a"))",
            "a: &a x\nb: \(nested(depth - 1, "*a"))",
        ] {
            let source = parse(text)
            #expect(source.isWhole == isRead, "\(text)")
            #expect(source.faults.map(\.code) == (isRead ? [] : [.limitExceeded]))
        }
    }

    @Test func `aliases may expand to a hundred thousand nodes and not to one more`() {
        // A list of ten nodes, named by aliases that come to exactly the limit.
        let list = "a: &a [x,x,x,x,x,x,x,x,x]\n"
        let exact = list + "b: [" + Array(repeating: "*a", count: 10_000).joined(separator: ",") + "]\n"
        #expect(parse(exact).faults == [])
        #expect(parse(exact + "c: *a\n").faults.map(\.code) == [.limitExceeded])
        let bomb =
            "a0: &a0 [x,x]\n"
            + (1...60).map { "a\($0): &a\($0) [*a\($0 - 1),*a\($0 - 1)]\n" }.joined()
        let clock = ContinuousClock()
        let time = clock.measure { #expect(parse(bomb).faults.map(\.code) == [.limitExceeded]) }
        #expect(time < .seconds(1))
    }
}
