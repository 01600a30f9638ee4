import Foundation
import Glibc

/// The `git` on the PATH, started without a shell. What it says goes to files, so that nothing blocks however much it is.
struct GitProgram {
    /// Where git works; it finds the repository from there.
    let folder: String
    /// Where its outputs are kept while they are read.
    let scratch: PrivateFolder

    struct Outcome {
        var code: Int32
        var output: Data
        /// The first line of what it complained of.
        var complaint: String
    }

    struct NotStarted: Error { var reason: String }

    /// - Parameter input: what it reads; nothing where nil.
    /// - Throws: `NotStarted`; `BaseRefusal.noScratch`.
    func run(_ arguments: [String], input: String? = nil) throws -> Outcome {
        let (source, output, error) = ("\(scratch.path)/in", "\(scratch.path)/out", "\(scratch.path)/err")
        do {
            try (input ?? "").write(toFile: source, atomically: false, encoding: .utf8)
        } catch {
            throw BaseRefusal.noScratch(reason: "\(scratch.path) can't be written")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, source, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let code = try start(["git", "-C", folder] + arguments, &actions)
        let said = String(decoding: FileManager.default.contents(atPath: error) ?? Data(), as: UTF8.self)
        let bytes = (try? Data(contentsOf: URL(fileURLWithPath: output), options: .mappedIfSafe)) ?? Data()
        // What is mapped must not be written to by the next command.
        unlink(output)
        return Outcome(
            code: code, output: bytes,
            complaint: said.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it ended with \(code)")
    }

    private func start(_ arguments: [String], _ actions: inout posix_spawn_file_actions_t) throws -> Int32 {
        var words = arguments.map { strdup($0) } + [nil]
        var variables = Self.environment.map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        var child: pid_t = 0
        let failure = posix_spawnp(&child, "git", &actions, nil, &words, &variables)
        guard failure == 0 else { throw NotStarted(reason: String(cString: strerror(failure))) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return -1 }
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    /// Ours, without the variables by which git tells a hook its repository: they count from another folder than the tree,
    /// and the tree's own repository is meant.
    private static var environment: [String] {
        let left = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"]
        return ProcessInfo.processInfo.environment.filter { !left.contains($0.key) }.map { "\($0.key)=\($0.value)" }
    }
}
