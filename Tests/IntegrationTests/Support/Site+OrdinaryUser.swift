import Foundation
import Glibc
import TestSupport

extension Site {
    /// Runs the command as somebody whom permissions bind: root, who is asked to run tests in many a CI, may read and
    /// write everything, so that it is done as `nobody` then, on a site that is handed over to him.
    func runAsOrdinaryUser(_ arguments: String...) throws -> ChildProcess.Result {
        guard geteuid() == 0 else { return try start(arguments).finish() }
        // Where the tests were built he may have no access. Another process copies: one that a test starts at the same
        // moment would inherit a descriptor that is open for writing, and the copy would be busy.
        let binary = folder + "/campanile"
        if access(binary, F_OK) != 0 {
            _ = try ChildProcess("/bin/cp", [Binary.path, binary], environment: [:]).finish()
        }
        let nobody = "65534"
        for path in [folder] + (FileManager.default.enumerator(atPath: folder)?.map { "\(folder)/\($0)" } ?? []) {
            lchown(path, 65_534, 65_534)
        }
        return try ChildProcess(
            "/usr/bin/setpriv",
            ["--reuid", nobody, "--regid", nobody, "--clear-groups", binary] + arguments
                + ["--config", tree, "--state", state],
            environment: ["PATH": "/usr/bin:/bin"]
        ).finish()
    }
}
