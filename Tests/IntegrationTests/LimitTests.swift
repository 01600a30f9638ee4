import Foundation
import Testing

/// Hourly limits, quiet hours and guards on the built command: what may not go now waits for a later pass, and says so.
@Suite struct LimitTests {
    private static let nine = "pattern: daily, timeOfDay: \"09:00\", timezone: UTC"

    private func site(_ extra: String, contacts: Int = 50) throws -> Site {
        let site = try Site.greeting(
            ["a.yaml": Samples.recurring("a", Self.nine, extra: extra)], contacts: contacts)
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        return site
    }

    private func row(_ report: JSON) throws -> JSON { try #require(report["occurrences"]?.items.first) }

    @Test func `an hourly limit sends a minute's worth in each pass, and everybody once in the end`() throws {
        let site = try site("deliverySettings: { rateLimiting: { enabled: true, messagesPerHour: 600 } }\n")
        for minute in 0...4 {
            let row = try row(site.json("run", "--now", "2026-06-01T09:0\(minute):00Z"))
            #expect(row["decision"] == (minute == 0 ? "run" : "continue"))
            #expect(row["messagesSent"] == JSON.number(Double((minute + 1) * 10)))
            #expect(row["status"] == (minute == 4 ? "success" : "running"))
        }
        #expect(try site.everyoneGotIt(once: "a/20260601T090000Z.jsonl", of: 50))
    }

    @Test func `typing the command again within the minute sends nothing more`() throws {
        let site = try site("deliverySettings: { rateLimiting: { enabled: true, messagesPerHour: 600 } }\n")
        for _ in 0..<3 { try site.run("run", "--now", "2026-06-01T09:00:00Z") }
        #expect(try site.outbox().lines == 10)
    }

    @Test func `a forecast says when a limited run will be done, in the dry run as in the run`() throws {
        let site = try site("deliverySettings: { rateLimiting: { enabled: true, messagesPerHour: 600 } }\n")
        let dry = try row(site.json("run", "--dry-run", "--now", "2026-06-01T09:00:00Z"))
        let wet = try row(site.json("run", "--now", "2026-06-01T09:00:00Z"))
        // Ten at once, the other forty at one each six seconds.
        #expect(dry["finishBy"] == "2026-06-01T09:04:00Z")
        #expect(wet["finishBy"] == dry["finishBy"])
    }

    @Test func `quiet hours defer a run to their end, in the dry run as in the run`() throws {
        let site = try site(
            "deliverySettings: { quietHours: { enabled: true, start: \"08:30\", end: \"10:00\", timezone: UTC } }\n",
            contacts: 3)
        let dry = try row(site.json("run", "--dry-run", "--now", "2026-06-01T09:00:00Z"))
        let wet = try row(site.json("run", "--now", "2026-06-01T09:00:00Z"))
        for row in [dry, wet] {
            #expect(row["decision"] == "defer")
            #expect(row["notBefore"] == "2026-06-01T10:00:00Z")
            #expect(row["status"] == "pending")
        }
        #expect(try site.outbox().lines == 0)
        let later = try row(site.json("run", "--now", "2026-06-01T10:00:00Z"))
        #expect(later["status"] == "success")
        #expect(try site.everyoneGotIt(once: "a/20260601T090000Z.jsonl", of: 3))
    }

    @Test func `what quiet hours hold back longer than expireAfter is not sent`() throws {
        let site = try site(
            "deliverySettings: { quietHours: { start: \"08:30\", end: \"12:00\", timezone: UTC }, expireAfter: 1h }\n",
            contacts: 3)
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        let result = try site.run("run", "--now", "2026-06-01T12:00:00Z")
        #expect(result.code == 1, "a run that nobody got has failed")
        #expect(try site.outbox().lines == 0)
        let execution = try #require(site.json("history", "a")["executions"]?.items.first)
        #expect(execution["deliveries"]?["expired"] == JSON.number(3))
        #expect(execution["status"] == "failed")
    }

    @Test func `a guard stops an audience that is too large before anybody gets anything`() throws {
        let site = try Site.greeting(
            [
                "a.yaml": Samples.recurring("a", Self.nine).replacing(
                    "targetAudience: { type: all }", with: "targetAudience: { type: all, guard: { maxRecipients: 10 } }"
                )
            ], contacts: 11)
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        let result = try site.run("run", "--now", "2026-06-01T09:00:00Z")
        #expect(result.code == 1)
        #expect(result.output.contains("maxRecipients is 10"))
        #expect(try site.outbox().lines == 0)
        #expect(try site.json("show", "a")["execution"]?["runCount"] == JSON.number(0), "it began nothing")
        let execution = try #require(site.json("history", "a")["executions"]?.items.first)
        #expect(execution["status"] == "failed")
    }

    @Test func `a guard stops an audience that grew too fast`() throws {
        let site = try Site.greeting(
            [
                "a.yaml": Samples.recurring("a", Self.nine).replacing(
                    "targetAudience: { type: all }", with: "targetAudience: { type: all, guard: { maxChange: 30 } }")
            ], contacts: 10)
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        #expect(try site.run("run", "--now", "2026-06-01T09:00:00Z").code == 0)
        try site.writeContacts(13)
        #expect(try site.run("run", "--now", "2026-06-02T09:00:00Z").code == 0, "30 % is still allowed")
        try site.writeContacts(17)
        #expect(try site.run("run", "--now", "2026-06-03T09:00:00Z").code == 1)
        #expect(try site.outbox().lines == 23)
    }
}
