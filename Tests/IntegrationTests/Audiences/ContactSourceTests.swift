import Foundation
import Glibc
import TestSupport
import Testing

/// The four sources of contacts, on the built program.
struct ContactSourceTests {
    private static let due = "2026-12-25T10:00:00Z"
    private static let campaign = Samples.once("a", at: due)

    private func site(_ source: String, more: String = "") throws -> Site {
        let site = try Site()
        try site.write("_defaults.yaml", "contacts: \(source)\n" + more)
        try site.write("a.yaml", Self.campaign)
        try site.run("run", "--now", "2026-12-25T09:00:00Z")
        return site
    }

    private func program(_ script: String, in site: Site, name: String = "audience.sh") throws {
        try site.write(name, "#!/bin/sh\n\(script)\n")
        chmod("\(site.tree)/\(name)", 0o755)
    }

    private func outbox(_ site: Site) -> Data? {
        FileManager.default.contents(atPath: "\(site.stateFolder)/outbox/a/20261225T100000Z.jsonl")
    }

    private static let names = (1...5_000).map { (id: "u\($0)", name: $0 % 7 == 0 ? "Zoë \"\($0)\"" : "Name \($0)") }

    private func csv() throws -> Site {
        let site = try site("{ type: csv, path: p.csv, id: userId }")
        let rows = Self.names.map { "\($0.id),\"\($0.name.replacingOccurrences(of: "\"", with: "\"\""))\"\n" }
        try site.write("p.csv", "userId,firstName\n" + rows.joined())
        return site
    }

    private static let lines = names.map {
        "{\"userId\":\"\($0.id)\",\"firstName\":\"\($0.name.replacingOccurrences(of: "\"", with: "\\\""))\"}\n"
    }.joined()

    @Test func `the same audience from each of the four gives the same files`() throws {
        let jsonl = try site("{ type: jsonl, path: p.jsonl, id: userId }")
        try jsonl.write("p.jsonl", Self.lines)
        let command = try site("{ type: command, argv: [./audience.sh, p.jsonl], id: userId }")
        try command.write("p.jsonl", Self.lines)
        try program("cat \"$1\"", in: command)
        let sqlite = try site("{ type: sqlite, path: crm.db, query: SELECT * FROM p ORDER BY n, id: userId }")
        let values = Self.names.enumerated().map { "(\($0.offset),'\($0.element.id)','\($0.element.name)')" }
        // Too long for an argument.
        try sqlite.write(
            "p.sql", "CREATE TABLE p (n, userId, firstName); INSERT INTO p VALUES \(values.joined(separator: ","));")
        guard try SQLiteShell.run(sqlite.tree + "/crm.db", ".read '\(sqlite.tree)/p.sql'") else { return }
        var files: [Data] = []
        for site in [try csv(), jsonl, sqlite, command] {
            let rehearsed = try site.json("run", "--dry-run", "--now", Self.due)
            #expect(rehearsed["occurrences"]?[0]?["audience"]?["send"]?.number == 5_000)
            let result = try site.run("run", "--now", Self.due)
            #expect(result.code == 0, "\(result.error)")
            files.append(try #require(outbox(site)))
        }
        #expect(files[0].split(separator: UInt8(ascii: "\n")).count == 5_000)
        #expect(files.allSatisfy { $0 == files[0] })
    }

    @Test func `a program that fails in the middle sends to nobody, and what it said is told`() throws {
        let site = try site("{ type: command, argv: [./audience.sh], id: userId }")
        try program(
            #"seq 1 3000 | sed 's/.*/{"userId":"u&","firstName":"x"}/'; echo 'no connection' >&2; exit 3"#, in: site)
        let why = "./audience.sh ended with exit status 3; it said: no connection"
        let rehearsed = try site.run("run", "--dry-run", "--now", Self.due)
        #expect(rehearsed.output.contains("it will fail to begin: \(why)"), "\(rehearsed.output)")
        let result = try site.run("run", "--now", Self.due)
        #expect(result.code == 1)
        #expect((result.output + result.error).contains(why), "\(result.output) \(result.error)")
        #expect(outbox(site)?.isEmpty != false)
        let history = try site.json("history", "a")
        #expect("\(history)".contains("no connection"))
        #expect(try site.run("history", "a").output.contains("failed"))
    }

    @Test(arguments: [
        ("{ type: jsonl, path: p.jsonl, id: userId }", "p.jsonl:3: column 11: this is not JSON"),
        (
            "{ type: command, argv: [cat, p.jsonl], id: userId }",
            "line 3 of what cat printed: column 11: this is not JSON"
        ),
    ])
    func `a malformed line sends to nobody`(source: String, why: String) throws {
        let site = try site(source)
        try site.write("p.jsonl", "{\"userId\":1}\n{\"userId\":2}\n{\"userId\":}\n")
        let result = try site.run("run", "--now", Self.due)
        #expect(result.code == 1)
        #expect((result.output + result.error).contains(why), "\(result.output) \(result.error)")
        #expect(outbox(site)?.isEmpty != false)
    }

    /// Starts the command, waits until the program has written its own number and its child's, and ends the command.
    private func interrupt(_ site: Site, _ arguments: [String], _ signal: Int32) throws -> ChildProcess.Result {
        try program(#"sleep 600 & echo "$$ $!" > pids.part; mv pids.part pids; wait"#, in: site)
        let process = try site.start(arguments)
        for _ in 0..<3_000 where !FileManager.default.fileExists(atPath: site.tree + "/pids") { usleep(10_000) }
        process.send(signal)
        let result = process.finish()
        let text = String(decoding: FileManager.default.contents(atPath: site.tree + "/pids") ?? Data(), as: UTF8.self)
        let pids = text.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
        #expect(pids.count == 2)
        for pid in pids { #expect(hasEnded(pid), "\(pid) of \(arguments)") }
        try site.remove("pids")
        return result
    }

    private func hasEnded(_ process: pid_t) -> Bool {
        for _ in 0..<300 {
            guard let stat = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return true }
            // Nobody may be there to wait for it.
            if String(decoding: stat, as: UTF8.self).contains(") Z ") { return true }
            usleep(10_000)
        }
        return false
    }

    @Test func `a signal ends the program and its children, and the next pass begins the run`() throws {
        let site = try site("{ type: command, argv: [./audience.sh], id: userId }")
        let stopped = try interrupt(site, ["run", "--now", Self.due], SIGTERM)
        #expect(stopped.code == 0, "\(stopped)")
        #expect(outbox(site)?.isEmpty != false)
        for (arguments, signal) in [(["run", "--dry-run"], SIGINT), (["why", "a", "u1"], SIGTERM)] {
            let looking = try interrupt(site, arguments + ["--now", Self.due], signal)
            #expect(looking.signal == signal, "\(looking)")
        }
        try program(#"echo '{"userId":"u1","firstName":"Ada"}'"#, in: site)
        #expect(try site.run("run", "--now", Self.due).code == 0)
        #expect(outbox(site)?.split(separator: UInt8(ascii: "\n")).count == 1)
    }

    @Test func `suppression and exclude take every kind of source`() throws {
        let more = """
            suppression:
              - { type: jsonl, path: gone.jsonl, id: id, match: { gone: true } }
              - { type: command, argv: [printf, '{"id":"u2"}'], id: id }

            """
        let site = try site("{ type: csv, path: contacts.csv, id: userId }", more: more)
        try site.writeContacts(5)
        try site.write("gone.jsonl", "{\"id\":\"u1\",\"gone\":true}\n{\"id\":\"u3\",\"gone\":false}\n")
        try site.write("segments/staff.yaml", "{ type: command, argv: [printf, '{\"id\":\"u5\"}'], id: id }\n")
        try site.write(
            "a.yaml", Self.campaign.replacingOccurrences(of: "{ type: all }", with: "{ type: all, exclude: [staff] }"))
        let row = try #require(try site.json("run", "--dry-run", "--now", Self.due)["occurrences"]?[0]?["audience"])
        #expect(row["total"]?.number == 4 && row["send"]?.number == 2 && row["suppressed"]?.number == 2)
    }

    @Test func `a dynamic audience is who meets the criteria when the run begins, and why says who doesn't`() throws {
        let site = try site("{ type: jsonl, path: p.jsonl, id: userId }")
        try site.write(
            "p.jsonl",
            """
            {"userId":"new","firstName":"Ada","registeredAt":"2026-12-24T12:00:00Z","age":30}
            {"userId":"old","firstName":"Bob","registeredAt":"2026-12-22T09:59:00Z","age":30}
            {"userId":"young","firstName":"Cyd","registeredAt":"2026-12-24T12:00:00Z","age":17}
            """)
        let criteria = """
            targetAudience:
              type: dynamic
              dynamicCriteria:
                newUsers: true
                within: 24h
                age: { gte: 18 }
            """
        try site.write(
            "a.yaml", Self.campaign.replacingOccurrences(of: "targetAudience: { type: all }", with: criteria))
        let rehearsed = try site.json("run", "--dry-run", "--now", Self.due)
        #expect(rehearsed["occurrences"]?[0]?["audience"]?["total"]?.number == 1)
        let old = try site.json("why", "a", "old", "--now", Self.due)
        #expect(old["decision"]?.text == "not-in-audience")
        #expect(
            old["reason"]?.text
                == "doesn't meet targetAudience.dynamicCriteria: 'registeredAt' is 3d ago, and within 1d is asked")
        #expect(old["file"]?.text == "a.yaml" && old["line"]?.number == 7)
        #expect(try site.json("why", "a", "young", "--now", Self.due)["line"]?.number == 9)
        #expect(try site.json("why", "a", "nobody", "--now", Self.due)["reason"]?.text == "not among the contacts")
        #expect(try site.run("run", "--now", Self.due).code == 0)
        #expect(try site.outbox().recipients(of: "a/20261225T100000Z.jsonl") == ["new": 1])
    }

    @Test func `why names the line of a segment's match`() throws {
        let site = try site("{ type: csv, path: contacts.csv, id: userId }")
        try site.writeContacts(3)
        try site.write(
            "segments/s.yaml", "type: csv\npath: contacts.csv\nid: userId\nmatch:\n  firstName: { ne: Name 2 }\n")
        try site.write(
            "a.yaml", Self.campaign.replacingOccurrences(of: "{ type: all }", with: "{ type: segment, segmentId: s }"))
        let found = try site.json("why", "a", "u2", "--now", Self.due)
        #expect(
            found["reason"]?.text
                == "doesn't meet 'match' of the segment 's': 'firstName' is 'Name 2', and another than 'Name 2' is asked"
        )
        #expect(found["file"]?.text == "segments/s.yaml" && found["line"]?.number == 5)
    }
}
