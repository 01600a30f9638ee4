import Foundation
import Glibc
import TestSupport

/// `mail_server.py`, at work on a port of the loopback that the system chose.
final class MailServer {
    private let process: ChildProcess
    private let folder: TemporaryFolder
    let port: Int

    static let isInstalled = FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/aiosmtpd")
    private static let script = (#filePath as NSString).deletingLastPathComponent + "/mail_server.py"

    struct NotStarted: Error { var output: String }

    /// - Parameter options: as the script takes them.
    init(_ options: [String: Any] = [:]) throws {
        folder = try TemporaryFolder()
        let all = options.merging(["folder": folder.path]) { $1 }
        let text = String(decoding: try JSONSerialization.data(withJSONObject: all), as: UTF8.self)
        process = try ChildProcess(
            "/usr/bin/python3", [Self.script, text],
            environment: ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"])
        var found: Int?
        for _ in 0..<2_000 where found == nil {
            found = (try? folder.text(of: "port")).flatMap { Int($0) }
            if found == nil, process.hasEnded(within: 10_000) { break }
        }
        guard let found else {
            process.send(SIGKILL)
            throw NotStarted(output: process.finish().error)
        }
        port = found
    }

    /// What happened so far.
    func events(_ name: String? = nil) throws -> [JSON] {
        let all = try folder.text(of: "log").split(separator: "\n").map { try JSON(String($0)) }
        return name.map { name in all.filter { $0["event"]?.text == name } } ?? all
    }

    /// Forgets what happened so far.
    func forget() { truncate(folder.file("log"), 0) }

    /// How many mails each address was given whole.
    func mails() throws -> [String: Int] {
        try events("mail").reduce(into: [:]) { $0[$1["address"]?.text ?? "", default: 0] += 1 }
    }
}
