import Foundation
import TestSupport

extension Site {
    struct GitFailed: Error { var result: ChildProcess.Result }

    /// Runs git in the site's folder, as nobody in particular and with no settings of this machine.
    @discardableResult
    func git(_ arguments: String...) throws -> ChildProcess.Result {
        let result = try ChildProcess(
            "/usr/bin/git",
            ["-C", folder, "-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
                + arguments,
            environment: ["PATH": "/usr/bin:/bin", "HOME": folder, "GIT_CONFIG_NOSYSTEM": "1"]
        ).finish()
        guard result.code == 0 else { throw GitFailed(result: result) }
        return result
    }

    /// Makes the site's folder a repository that has the tree as it is now in its first commit.
    func commitFirst() throws {
        try git("init", "--quiet", "--initial-branch=main")
        try commit("the tree")
    }

    func commit(_ message: String) throws {
        try git("add", "--all", "campaigns.d")
        try git("commit", "--quiet", "--allow-empty", "-m", message)
    }

    /// `campanile diff` in the site's folder, with a folder of its own for temporary files, which must be empty then.
    func diff(_ arguments: String, environment: [String: String] = [:]) throws -> (
        result: ChildProcess.Result, leftovers: [String]
    ) {
        let scratch = folder + "/scratch"
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        let result = try shell(
            "campanile diff --now 2026-06-01T09:00:00Z \(arguments)",
            environment: ["TMPDIR": scratch, "HOME": folder].merging(environment) { $1 })
        return (result, try FileManager.default.contentsOfDirectory(atPath: scratch))
    }
}
