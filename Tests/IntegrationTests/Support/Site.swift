import Foundation
import Glibc
import TestSupport

/// A tree, a state folder and the command, in a folder of their own that goes with it.
final class Site: Sendable {
    let folder: String
    let tree: String
    let stateFolder: String
    let state: String

    init() throws {
        var template = Array((NSTemporaryDirectory() + "campanile-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { throw CocoaError(.fileWriteUnknown) }
        folder = String(cString: made)
        tree = folder + "/campaigns.d"
        stateFolder = folder + "/state"
        state = stateFolder + "/campanile.db"
        try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A tree with contacts u1 … un, and these campaigns by the name of their file, each with a template that greets.
    static func greeting(_ campaigns: [String: String], contacts: Int = 3) throws -> Site {
        let site = try Site()
        try site.write("templates/hello.mustache", "Hello {{firstName}}!\n")
        try site.write("_defaults.yaml", Samples.defaults)
        try site.writeContacts(contacts)
        for (name, text) in campaigns { try site.write(name, text) }
        return site
    }

    /// Writes a file of the tree, and the template that a sample's campaign names.
    func write(_ name: String, _ text: String) throws {
        try write(name, bytes: Data(text.utf8))
        guard let named = text.firstMatch(of: /templateId: (hello-[A-Za-z0-9-]+)/)?.1 else { return }
        let template = "templates/\(named).mustache"
        guard !FileManager.default.fileExists(atPath: "\(tree)/\(template)") else { return }
        try write(template, bytes: Data("Hello {{firstName}}!\n".utf8))
    }

    func write(_ name: String, bytes: Data) throws {
        let path = "\(tree)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(tree)/\(name)") }

    func rename(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(atPath: "\(tree)/\(name)", toPath: "\(tree)/\(other)")
    }

    func writeContacts(_ count: Int) throws {
        let rows = (0..<count).map { "u\($0 + 1),Name \($0 + 1)\n" }
        try write("contacts.csv", "userId,firstName\n" + rows.joined())
    }

    /// Starts the command on this tree and this state.
    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> ChildProcess {
        let all = arguments + ["--config", tree, "--state", state]
        return try ChildProcess(
            Binary.path, all, environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 })
    }

    @discardableResult
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> ChildProcess.Result {
        try start(arguments, environment: environment).finish()
    }

    /// Runs a command with `--format json` and reads what it printed.
    func json(_ arguments: String...) throws -> JSON {
        try Self.read(start(arguments + ["--format", "json"]).finish())
    }

    /// What was printed, as JSON.
    static func read(_ result: ChildProcess.Result) throws -> JSON {
        do { return try JSON(result.output) } catch { throw NoJSON(result: result) }
    }

    struct NoJSON: Error { var result: ChildProcess.Result }
}
