import Foundation
import TestSupport
import Testing

/// `campanile test`: really sent, to those alone, and none of the campaign's runs.
struct TestCommandTests {
    private static let nine = #"pattern: daily, timeOfDay: "09:00", timezone: UTC"#
    private static let noon = "2026-06-01T12:00:00Z"

    private func site(_ extra: String = "", contacts: Int = 3) throws -> Site {
        try Site.greeting(["a.yaml": Samples.recurring("a", Self.nine, extra: extra)], contacts: contacts)
    }

    @Test func `it sends to those alone, and its answer is the reference's`() throws {
        let site = try site()
        let answer = try site.json("test", "a", "--user", "u2", "--now", Self.noon)
        #expect(answer.keys == ["testJobId", "queueJobId", "message", "sent", "errors"])
        #expect(answer["sent"] == 1 && answer["errors"] == 0)
        #expect(answer["testJobId"] == "a@test-20260601T120000Z")
        let outbox = try site.outbox()
        #expect(Array(outbox.files.keys) == ["a/test-20260601T120000Z.jsonl"])
        #expect(outbox.recipients(of: "a/test-20260601T120000Z.jsonl") == ["u2": 1])
    }

    @Test func `it never counts as a run`() throws {
        let site = try site()
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        let before = try site.json("show", "a", "--now", "2026-06-01T08:30:00Z")
        #expect(try site.run("test", "a", "--user", "u1", "--now", "2026-06-01T08:10:00Z").code == 0)
        #expect(try site.json("show", "a", "--now", "2026-06-01T08:30:00Z") == before)
        let stats = try site.json("stats", "24h", "--now", "2026-06-01T08:30:00Z")
        #expect(stats["totalRuns"] == 0 && stats["totalMessagesSent"] == 0)
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        #expect(try site.everyoneGotIt(once: "a/20260601T090000Z.jsonl", of: 3))
    }

    @Test func `a test of the very second of a run has keys of its own`() throws {
        let site = try site()
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        try site.run("test", "a", "--user", "u1", "--now", "2026-06-01T09:00:00Z")
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        let files = try site.outbox().files
        func keys(_ file: String) -> [Substring] { (files[file] ?? []).map { $0.prefix(60) } }
        #expect(keys("a/20260601T090000Z.jsonl").count == 3)
        #expect(!keys("a/20260601T090000Z.jsonl").contains { keys("a/test-20260601T090000Z.jsonl").contains($0) })
    }

    @Test func `tests of one second have files of their own, whatever stands there already`() throws {
        let site = try site()
        for _ in 0..<2 { try site.run("test", "a", "--user", "u1", "--now", Self.noon) }
        try FileManager.default.removeItem(atPath: site.state)
        try site.run("test", "a", "--user", "u1", "--now", Self.noon)
        let files = try site.outbox().files
        #expect(
            files.keys.sorted() == [
                "a/test-20260601T120000Z-2.jsonl", "a/test-20260601T120000Z-3.jsonl", "a/test-20260601T120000Z.jsonl",
            ])
        #expect(files.values.allSatisfy { $0.count == 1 })
    }

    @Test func `history has it, with deliveries that add up`() throws {
        let site = try site()
        try site.write("contacts.csv", "userId,firstName,optedOut\nu1,Name 1,\nu2,Name 2,true\n")
        let result = try site.run("test", "a", "--user", "u1", "--user", "u2", "--now", Self.noon)
        #expect(result.code == 1)
        #expect(result.output == "Test of 'a' by outbox: 1 message sent, 1 not sent.\n  u2  suppressed: opted out\n")
        let one = try site.json("history", "a", "--now", Self.noon)["executions"]?[0]
        #expect(one?["trigger"] == "test" && one?["status"] == "success" && one?["messagesSent"] == 1)
        #expect(one?["scheduledFor"] == "2026-06-01T12:00:00Z")
        let deliveries = try #require(one?["deliveries"])
        #expect(deliveries["audience"] == 2 && deliveries["sent"] == 1 && deliveries["suppressed"] == 1)
        #expect(try site.run("history", "a", "--now", Self.noon).output.contains("  test "))
    }

    @Test func `without a user it goes to the beginning of the audience`() throws {
        let site = try site(contacts: 25)
        #expect(try site.json("test", "a", "--now", Self.noon)["sent"] == 10)
        #expect(try site.json("test", "a", "--max-recipients", "2", "--now", "2026-06-01T12:01:00Z")["sent"] == 2)
        #expect(try site.outbox().recipients(of: "a/test-20260601T120100Z.jsonl") == ["u1": 1, "u2": 1])
        let tooMany = try site.run("test", "a", "--user", "u1", "--user", "u2", "--max-recipients", "1")
        #expect(tooMany.code == 64)
    }

    @Test func `drafts can be tested, in quiet hours and under an hourly limit too`() throws {
        let settings = """
            status: draft
            deliverySettings:
              rateLimiting: { messagesPerHour: 1, burst: 1 }
              quietHours: { start: "00:00", end: "23:00", timezone: UTC }
            """
        let site = try site(settings)
        #expect(try site.json("test", "a", "--now", Self.noon)["sent"] == 3)
    }

    @Test func `what can't be meant is refused with a sentence, and leaves nothing`() throws {
        let site = try site()
        let unknown = try site.run("test", "b", "--user", "u1")
        #expect(unknown.code == 1 && unknown.error.contains("CAMPAIGN_NOT_FOUND"))
        #expect(!FileManager.default.fileExists(atPath: site.state))
        let stranger = try site.run("test", "a", "--user", "u1", "--user", "u9")
        #expect(stranger.code == 1 && stranger.error.contains("'u9' is not in the audience of 'a'"))
        #expect(try site.outbox().lines == 0)
        #expect(try site.json("history", "a")["executions"]?.items.isEmpty == true)
    }

    @Test func `a channel that can't be opened fails the test, and the history says so`() throws {
        let site = try site()
        try site.write(
            "channels/hook.yaml", "{ type: webhook, url: \"http://127.0.0.1:9/\", signingSecret: { env: NONE } }")
        try site.write("_defaults.yaml", Samples.defaults + "messageConfig: { channel: hook }\n")
        let result = try site.run("test", "a", "--user", "u1", "--now", Self.noon)
        #expect(result.code == 1)
        let one = try site.json("history", "a", "--now", Self.noon)["executions"]?[0]
        #expect(one?["status"] == "failed" && one?["deliveries"]?["failed"] == 1)
    }

    // MARK: NEVER_TESTED

    private func warnings(_ site: Site, _ command: String = "validate") throws -> Int {
        try site.json(command, "--now", "2026-06-01T12:30:00Z")["diagnostics"]?.items.count {
            $0["code"] == "NEVER_TESTED"
        } ?? -1
    }

    @Test func `an active campaign that was never tested is warned of, until it was`() throws {
        let site = try site()
        let one = try site.json("validate")["diagnostics"]?.items.first { $0["code"] == "NEVER_TESTED" }
        #expect(one?["severity"] == "warning" && one?["line"] == 1 && one?["column"] == 13)
        for _ in 0..<2 { #expect(try warnings(site, "run") == 1) }
        try site.run("test", "a", "--user", "u1", "--now", "2026-06-01T12:30:00Z")
        #expect(try warnings(site) == 0)
        // The pass doesn't read the file again, and knows all the same.
        #expect(try warnings(site, "run") == 0)
    }

    @Test func `a run that sent something is test enough, and a draft needs none`() throws {
        let site = try site()
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        #expect(try warnings(site) == 0)
        let draft = try self.site("status: draft\n")
        #expect(try warnings(draft) == 0)
    }

    @Test func `as an error it holds the campaign back, and a test sets it free`() throws {
        let site = try site()
        try site.write("_defaults.yaml", Samples.defaults + "lint: { NEVER_TESTED: error }\n")
        #expect(try site.run("run", "--now", "2026-06-01T08:00:00Z").code == 2)
        #expect(try site.run("test", "a", "--user", "u1", "--now", "2026-06-01T08:01:00Z").code == 0)
        #expect(try site.run("run", "--now", "2026-06-01T08:02:00Z").code == 0)
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        #expect(try site.everyoneGotIt(once: "a/20260601T090000Z.jsonl", of: 3))
    }

    @Test func `a test before any pass leaves what is only past a warning`() throws {
        let site = try Site.greeting(["a.yaml": Samples.once("a", at: "2026-01-01T00:00:00Z")])
        try site.run("test", "a", "--user", "u1", "--now", Self.noon)
        #expect(try site.run("run", "--now", Self.noon).code == 0)
    }
}
