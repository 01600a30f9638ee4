import Foundation
import TestSupport

extension Site {
    /// Runs a script in the site's folder, with the command first on the PATH: what somebody would type there.
    func shell(_ script: String, environment: [String: String] = [:]) throws -> ChildProcess.Result {
        let binaries = (Binary.path as NSString).deletingLastPathComponent
        let names = ["PATH": "\(binaries):/usr/bin:/bin", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TMPDIR": folder]
        return try ChildProcess(
            "/bin/sh", ["-c", "cd '\(folder)' && \(script)"], environment: names.merging(environment) { $1 }
        ).finish()
    }
}
