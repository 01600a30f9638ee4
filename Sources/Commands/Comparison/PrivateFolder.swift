import Foundation
import Glibc

/// A folder for nobody else, below `$TMPDIR` or `/tmp`.
struct PrivateFolder {
    let path: String

    /// Makes one and removes it with all that is in it, however `work` ends. A signal that would end the process is obeyed
    /// once the folder is gone.
    /// - Throws: `BaseRefusal`, and what `work` throws.
    static func with<Result>(_ work: (PrivateFolder) throws -> Result) throws -> Result {
        let stop = StopSignal()
        stop.listen()
        defer { stop.stopListening() }
        let folder = try PrivateFolder()
        defer { folder.remove() }
        let result = Swift.Result { try work(folder) }
        // Somebody who presses Ctrl-C ends the programs that work for us, too: that they failed is not the reason.
        if stop.isStopped { throw BaseRefusal.stopped }
        return try result.get()
    }

    private init() throws {
        let parent = Environment.value("TMPDIR") ?? "/tmp"
        var template = Array("\(parent)/campanile-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw BaseRefusal.noScratch(reason: "\(parent): \(String(cString: strerror(errno)))")
        }
        path = String(cString: made)
    }

    /// Follows no symbolic link.
    private func remove() {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            StandardError.write("campanile: the temporary folder '\(path)' could not be removed\n")
        }
    }
}
