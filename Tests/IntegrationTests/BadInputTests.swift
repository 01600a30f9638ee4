import Foundation
import Glibc
import Testing

/// What can't be read is said, with its place and the contract's exit code, and stops nothing else.
@Suite struct BadInputTests {
    private static let now = "2026-06-01T10:00:00Z"

    /// A tree with one campaign that is due, and one that another file is to break.
    private func site() throws -> Site {
        try Site.greeting(["good.yaml": Samples.once("good", at: Self.now)])
    }

    /// `validate` names the file and the code; the run says so too, exits 2, and delivers what is valid.
    private func expectHeldBack(_ site: Site, file: String, code: String) throws {
        let validated = try site.run("validate", "--now", Self.now, "--format", "json")
        #expect(validated.code == 2)
        let errors = try JSON(validated.output)["diagnostics"]?.items.filter { $0["severity"] == "error" } ?? []
        #expect(errors.map { $0["code"]?.text } == [code])
        #expect(errors.first?["file"]?.text == file)
        #expect(errors.first?["line"]?.number ?? 0 >= 1)
        #expect(errors.first?["column"]?.number ?? 0 >= 1)
        let run = try site.run("run", "--now", Self.now)
        #expect(run.code == 2)
        #expect(run.error.contains(code) && run.error.contains(file), "\(run.error)")
        #expect(try site.everyoneGotIt(once: "good/20260601T100000Z.jsonl", of: 3))
        // Once more: it is still said, and nothing is sent again.
        #expect(try site.run("run", "--now", Self.now).code == 2)
        #expect(try site.outbox().lines == 3)
    }

    @Test(arguments: [
        ("nonsense", "INVALID_YAML"), ("a: [1, 2", "INVALID_YAML"), ("a: &x [*x]\n", "INVALID_YAML"),
        ("--- {}\n--- {}\n", "INVALID_YAML"),
        ("a: " + String(repeating: "[", count: 100_000), "LIMIT_EXCEEDED"),
        ("a: " + String(repeating: "x", count: 1 << 20), "LIMIT_EXCEEDED"),
        (
            "a0: &a0 [x]\n"
                + (1...9).map {
                    "a\($0): &a\($0) [\(Array(repeating: "*a\($0 - 1)", count: 9).joined(separator: ","))]\n"
                }
                .joined(), "LIMIT_EXCEEDED"
        ),
    ])
    func `a file that doesn't parse or is too large is held back, the others run`(
        text: String, code: String
    ) throws {
        let site = try site()
        try site.write("bad.yaml", text)
        let clock = ContinuousClock()
        let time = try clock.measure { _ = try site.run("validate", "--now", Self.now) }
        #expect(time < .seconds(5), "it takes too long to refuse it")
        try expectHeldBack(site, file: "bad.yaml", code: code)
    }

    @Test func `a file that is not UTF-8 is held back`() throws {
        let site = try site()
        try site.write("bad.yaml", bytes: Data("campaignId: caf".utf8) + Data([0xE9, 0x0A]))
        try expectHeldBack(site, file: "bad.yaml", code: "INVALID_YAML")
    }

    @Test func `a file in UTF-16 is held back`() throws {
        let site = try site()
        let text = "campaignId: a\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        try site.write("bad.yaml", bytes: Data([0xFF, 0xFE] + text))
        try expectHeldBack(site, file: "bad.yaml", code: "INVALID_YAML")
    }

    @Test func `a pipe in place of a file is held back, and nothing waits for it`() throws {
        let site = try site()
        #expect(mkfifo(site.tree + "/bad.yaml", 0o644) == 0)
        try expectHeldBack(site, file: "bad.yaml", code: "INVALID_YAML")
    }

    @Test func `a link to nowhere is held back`() throws {
        let site = try site()
        #expect(symlink("gone.yaml", site.tree + "/bad.yaml") == 0)
        try expectHeldBack(site, file: "bad.yaml", code: "INVALID_YAML")
    }

    @Test func `a link out of the tree is held back`() throws {
        let site = try site()
        try Data(Samples.once("out", at: Self.now).utf8).write(to: URL(fileURLWithPath: site.folder + "/out.yaml"))
        #expect(symlink("../out.yaml", site.tree + "/bad.yaml") == 0)
        try expectHeldBack(site, file: "bad.yaml", code: "UNSAFE_PATH")
    }

    @Test func `a folder named like a file groups files and is no error`() throws {
        let site = try site()
        try site.write("group.yaml/inner.yaml", Samples.once("inner", at: Self.now))
        #expect(try site.run("run", "--now", Self.now).code == 0)
        #expect(try site.everyoneGotIt(once: "inner/20260601T100000Z.jsonl", of: 3))
    }

    @Test func `a file that may not be read is held back`() throws {
        let site = try site()
        try site.write("bad.yaml", "{}")
        #expect(chmod(site.tree + "/bad.yaml", 0) == 0)
        let result = try site.runAsOrdinaryUser("run", "--now", Self.now)
        #expect(result.code == 2)
        #expect(result.error.contains("bad.yaml:1:1: error INVALID_YAML"))
    }

    @Test func `campaigns in a folder that may be listed and not entered are not taken for deleted`() throws {
        let site = try site()
        try site.write(
            "group/inner.yaml", Samples.recurring("inner", "pattern: daily, timeOfDay: \"09:00\", timezone: UTC"))
        try site.write("templates/hello-inner.mustache", "Hello {{firstName}}!\n")
        #expect(try site.runAsOrdinaryUser("run", "--now", Self.now).code == 0)
        #expect(chmod(site.tree + "/group", 0o644) == 0)
        let result = try site.runAsOrdinaryUser("run", "--now", Self.now)
        #expect(result.code == 2)
        #expect(result.error.contains("group"))
        #expect(!result.output.contains("delete"))
        #expect(chmod(site.tree + "/group", 0o755) == 0)
        #expect(try site.runAsOrdinaryUser("run", "--now", Self.now).code == 0)
    }

    @Test func `both files of a campaignId are held back, and each is named`() throws {
        let site = try site()
        try site.write("a.yaml", Samples.once("twice", at: Self.now))
        try site.write("b.yaml", Samples.once("twice", at: Self.now))
        let report = try site.json("validate", "--now", Self.now)
        let errors = report["diagnostics"]?.items.filter { $0["severity"] == "error" } ?? []
        #expect(errors.map { $0["code"]?.text } == ["DUPLICATE_CAMPAIGN", "DUPLICATE_CAMPAIGN"])
        #expect(errors.map { $0["file"]?.text } == ["a.yaml", "b.yaml"])
        #expect(try site.run("run", "--now", Self.now).code == 2)
        #expect(try site.outbox().files.keys.sorted() == ["good/20260601T100000Z.jsonl"])
    }

    @Test func `an empty folder is a tree without campaigns`() throws {
        let site = try Site()
        for arguments in [["run"], ["validate"], ["list"], ["upcoming"], ["stats", "1h"], ["run", "--dry-run"]] {
            let result = try site.start(arguments).finish()
            #expect(result.code == 0, "\(arguments): \(result.error)")
        }
    }

    @Test func `no folder is an error of the tree, and the sentence says what to do`() throws {
        let site = try Site()
        try FileManager.default.removeItem(atPath: site.tree)
        for arguments in [
            ["run"], ["validate"], ["list"], ["upcoming"], ["run", "--dry-run"], ["run", "--format", "json"],
        ] {
            let result = try site.start(arguments).finish()
            #expect(result.code == 2, "\(arguments)")
            #expect(result.error.contains("--config"), "\(result.error)")
            #expect(result.output == "")
        }
    }

    @Test func `where the folder is gone, what is due by the declarations last accepted still runs`() throws {
        let site = try site()
        try site.write("a.yaml", Samples.once("later", at: "2026-06-01T12:00:00Z"))
        try site.write("contacts.csv", "")
        // The contacts must outlive the tree here.
        try "userId,firstName\nu1,A\nu2,B\nu3,C\n".write(
            toFile: site.folder + "/people.csv", atomically: true, encoding: .utf8)
        try site.write("_defaults.yaml", "contacts: { type: csv, path: \(site.folder)/people.csv, id: userId }\n")
        #expect(try site.run("run", "--now", "2026-06-01T09:00:00Z").code == 0)
        try FileManager.default.moveItem(atPath: site.tree, toPath: site.tree + ".gone")

        let result = try site.run("run", "--now", Self.now)
        #expect(result.code == 2)
        #expect(result.error.contains("MASS_REMOVAL"), "\(result.error)")
        #expect(try site.everyoneGotIt(once: "good/20260601T100000Z.jsonl", of: 3))
        let report = try site.json("run", "--now", Self.now)
        #expect(report["changes"] == .array([]))
        #expect(report["diagnostics"]?.items.map { $0["code"]?.text } == ["MASS_REMOVAL"])

        try FileManager.default.moveItem(atPath: site.tree + ".gone", toPath: site.tree)
        #expect(try site.run("run", "--now", "2026-06-01T12:00:00Z").code == 0)
        #expect(try site.everyoneGotIt(once: "later/20260601T120000Z.jsonl", of: 3))
    }

    @Test func `contacts that can't be read fail the run with exit 1 and the file's name`() throws {
        let site = try site()
        try site.remove("contacts.csv")
        let result = try site.run("run", "--now", Self.now)
        #expect(result.code == 1)
        #expect("\(result.output)\(result.error)".contains("contacts.csv"))
        let execution = try site.json("history", "good", "--now", Self.now)["executions"]?[0]
        #expect(execution?["status"] == "failed")
        #expect(execution?["deliveries"]?["audience"] == 0)
    }

    @Test func `errors of the tree go before failed runs in the exit code`() throws {
        let site = try site()
        try site.remove("contacts.csv")
        try site.write("bad.yaml", "campaignId: [")
        #expect(try site.run("run", "--now", Self.now).code == 2)
        #expect(try site.json("history", "good", "--now", Self.now)["executions"]?[0]?["status"] == "failed")
    }

    @Test func `a recipient who lacks a field fails with exit 1, and the others get theirs`() throws {
        let site = try site()
        try site.write("contacts.csv", "userId,firstName\nu1,A\nu2,\nu3,C\n")
        #expect(try site.run("run", "--now", Self.now).code == 1)
        #expect(try site.outbox().recipients(of: "good/20260601T100000Z.jsonl") == ["u1": 1, "u3": 1])
        let execution = try site.json("history", "good", "--now", Self.now)["executions"]?[0]
        #expect(execution?["status"] == "partial")
        #expect(execution?["errors"] == 1 && execution?["deliveries"]?["failed"] == 1)
        #expect(execution?["deliveries"]?.addsUp == true)
    }

    @Test func `a recipient listed twice is one recipient`() throws {
        let site = try site()
        try site.write("contacts.csv", "userId,firstName\nu1,A\nu2,B\nu1,A\nu3,C\nu2,Z\n")
        let row = try site.json("run", "--now", Self.now)["occurrences"]?[0]
        #expect(row?["audience"]?["total"] == 3)
        #expect(try site.everyoneGotIt(once: "good/20260601T100000Z.jsonl", of: 3))
    }
}
