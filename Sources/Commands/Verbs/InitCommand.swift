import ArgumentParser
import Glibc

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Makes a new tree that runs: a campaign, a template, a few contacts.")

    @OptionGroup var tree: TreeOptions

    func run() async throws {
        try await CommandFailure.reporting { try makeTree() }
    }

    private func makeTree() throws {
        let root = tree.root
        var made: [String] = []
        for (name, content) in StarterTree.files {
            let path = "\(root)/\(name)"
            try NewFile.write(content, to: path)
            made.append(path)
        }
        StandardOutput.write(
            """
            Made \(made.count) files in \(root):
            \(made.map { "  \($0)" }.joined(separator: "\n"))

            Look at what will run, then run it:
              campanile upcoming --config \(root)
              campanile run --dry-run --config \(root)
              campanile --config \(root)

            """)
    }
}

/// Writes files that are not there yet.
enum NewFile {
    struct Failure: CommandRefusal {
        var description: String
    }

    /// - Throws: `Failure` where the file exists, or can't be written: nothing of somebody's is ever overwritten.
    static func write(_ content: String, to path: String) throws(Failure) {
        try makeFolders(of: path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let reason = errno == EEXIST ? "it exists, and is left as it is" : String(cString: strerror(errno))
            throw Failure(description: "\(path) can't be made: \(reason)")
        }
        defer { close(descriptor) }
        let bytes = Array(content.utf8)
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == bytes.count else {
            let reason = written < 0 ? String(cString: strerror(errno)) : "there is no space left"
            unlink(path)
            throw Failure(description: "\(path) can't be written: \(reason)")
        }
    }

    private static func makeFolders(of path: String) throws(Failure) {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        let folder = String(path[..<slash])
        guard mkdir(folder, 0o755) != 0, errno != EEXIST else { return }
        let reason = errno
        if reason == ENOENT {
            try makeFolders(of: folder)
            guard mkdir(folder, 0o755) != 0 else { return }
        }
        throw Failure(description: "\(folder) can't be made: \(String(cString: strerror(reason)))")
    }
}
