import Foundation
import Glibc
import TestSupport

/// `campanile serve` at work on a site.
final class Endpoint {
    let process: ChildProcess
    /// Where it listens.
    let place: Place
    /// Stays for as long as it is served.
    private let site: Site
    private let folder: TemporaryFolder?

    enum Place {
        /// On loopback.
        case port(Int)
        case file(String)
    }

    struct NotStarted: Error { var result: ChildProcess.Result }

    /// - Parameters:
    ///   - listen: as `--listen` has it; by default a socket file of its own, since a port might be the one that another
    ///     test has just let go of.
    ///   - now: the moment it is throughout.
    convenience init(_ site: Site, listen: String? = nil, now: String? = nil) throws {
        let folder = try TemporaryFolder()
        let place = listen ?? "unix:" + folder.file("s")
        try self.init(
            site.start(["serve", "--listen", place] + (now.map { ["--now", $0] } ?? [])), of: site, on: place,
            keeping: folder)
    }

    /// - Parameter process: serves there, or is about to.
    init(_ process: ChildProcess, of site: Site, on listen: String, keeping folder: TemporaryFolder? = nil) throws {
        self.site = site
        self.folder = folder
        self.process = process
        while !process.errorSoFar.contains("listening on") {
            if process.hasEnded(within: 10_000) { throw NotStarted(result: process.finish()) }
        }
        if listen.hasPrefix("unix:") {
            place = .file(String(listen.dropFirst("unix:".count)))
        } else {
            let port = process.errorSoFar.firstMatch(of: /listening on http:\/\/[^ ]*:(\d+)/).flatMap { Int($0.1) }
            place = .port(try Self.requireNotNil(port))
        }
    }

    private static func requireNotNil(_ port: Int?) throws -> Int {
        guard let port else { throw CocoaError(.formatting) }
        return port
    }

    /// A new connection to it.
    func connect() throws -> Caller { try Caller(place) }

    /// Asks on a connection of its own, and reads until the other side ends it.
    func ask(_ target: String, method: String = "GET", fields: [String] = []) throws -> HTTPAnswer {
        let caller = try connect()
        caller.send(
            "\(method) \(target) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(fields.map { $0 + "\r\n" }.joined())\r\n"
        )
        return try caller.answer()
    }

    /// The `data` of a good answer.
    func data(_ target: String) throws -> JSON? { try ask(target).json["data"] }

    /// Ends it as systemd does.
    func stop() -> ChildProcess.Result {
        process.send(SIGTERM)
        return process.finish()
    }

    /// What it holds in memory, in KiB.
    var memory: Int? { figure("VmRSS") }

    /// The most that it has ever held in memory, in KiB.
    var mostMemory: Int? { figure("VmHWM") }

    /// A line of what the kernel says of the process.
    private func figure(_ name: String) -> Int? {
        let text = (try? String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line.flatMap { $0.firstMatch(of: /(\d+) kB/) }.flatMap { Int($0.1) }
    }
}

extension Site {
    /// Starts the command on this state and whatever tree the arguments name.
    func startAlone(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess(Binary.path, arguments + ["--state", state], environment: ["PATH": "/usr/bin:/bin"])
    }
}
