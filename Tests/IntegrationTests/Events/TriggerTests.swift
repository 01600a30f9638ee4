import Foundation
import TestSupport
import Testing

/// Trigger-based campaigns, from an event handed in to the message in the outbox.
@Suite struct TriggerTests {
    private static let begin = "2026-06-01T09:00:00Z"

    private func rows(_ report: JSON) -> [String] {
        report["occurrences"]?.items.map { row in
            let parts = [row["decision"], row["campaignId"], row["scheduledFor"]].compactMap { $0?.text }
            return parts.joined(separator: " ")
                + ((row["count"]?.number ?? 1) > 1 ? " ×\(Int(row["count"]?.number ?? 0))" : "")
        } ?? []
    }

    @Test func `the reference's Welcome Series runs as it stands`() throws {
        let site = try Site()
        try site.write("campaign.json", ReferenceBodies.triggered)
        try site.write("templates/tmpl-welcome.mustache", "Welcome!\n")
        #expect(try site.run("run", "--now", Self.begin).code == 0)
        for (user, source) in [("u1", "website"), ("u2", "ads")] {
            let result = try site.run(
                "emit", "user_registered", "--user", user, "--source", source, "--now", "2026-06-01T09:10:00Z")
            #expect(result.code == 0, "\(result.error)")
        }
        #expect(try rows(site.json("run", "--now", "2026-06-01T10:09:59Z")).isEmpty)
        let report = try site.json("run", "--now", "2026-06-01T10:10:30Z")
        #expect(rows(report) == ["run camp111 2026-06-01T10:10:00Z"])
        #expect(try site.delivered("camp111") == ["u1": 1])
        let execution = try site.json("history", "camp111", "--now", "2026-06-01T10:11:00Z")["executions"]?[0]
        #expect(execution?["trigger"] == "event" && execution?["messagesSent"] == 1)
        // Typed again, nothing more; and the same for weeks to come.
        #expect(try rows(site.json("run", "--now", "2026-06-20T10:10:30Z")).isEmpty)
    }

    @Test func `newUsers is held against the moment of sending, and against what the event says of the user`() throws {
        let site = try Site()
        try site.write("campaign.json", ReferenceBodies.triggered)
        try site.write("templates/tmpl-welcome.mustache", "Welcome!\n")
        try site.write("_defaults.yaml", Samples.defaults)
        try site.write("contacts.csv", "userId,registeredAt\nold,2020-01-01T00:00:00Z\nnew,\n")
        try site.run("run", "--now", Self.begin)
        try site.drop(
            ["old", "new", "nobody"].map { Site.event($0, user: $0, at: "2026-06-01T09:10:00Z") }, as: "a.jsonl")
        let report = try site.json("run", "--now", "2026-06-01T10:10:00Z")
        #expect(report["occurrences"]?[0]?["audience"]?["suppressed"] == 2)
        #expect(try site.delivered("camp111") == ["new": 1])
        for (user, reason) in [
            ("old", "doesn't match targetAudience.dynamicCriteria"), ("nobody", "not among the contacts"),
        ] {
            let found = try site.json("why", "camp111", user, "--now", "2026-06-01T10:11:00Z")
            #expect(found["decision"] == "suppressed")
            #expect(found["reason"]?.text?.contains(reason) == true)
        }
    }

    @Test func `two campaigns on one event with different delays make a series`() throws {
        let site = try Site.welcoming()
        try site.welcome("second", delay: "{ value: 3, unit: days }")
        try site.run("run", "--now", Self.begin)
        try site.run("emit", "user_registered", "--user", "u1", "--source", "website", "--now", Self.begin)
        #expect(try rows(site.json("run", "--now", "2026-06-01T10:00:00Z")) == ["run welcome 2026-06-01T10:00:00Z"])
        let shown = try site.json("show", "second", "--now", "2026-06-01T10:00:00Z")
        #expect(shown["execution"]?["nextRunAt"] == "2026-06-04T09:00:00Z" && shown["status"] == "active")
        #expect(try rows(site.json("run", "--now", "2026-06-04T09:00:00Z")) == ["run second 2026-06-04T09:00:00Z"])
        #expect(try site.delivered("second") == ["u1": 1])
    }

    @Test func `a dry run says what the run then does, and changes no byte`() throws {
        let site = try Site.welcoming(schedule: "  catchUp: { policy: all, window: 2h }")
        try site.run("run", "--now", Self.begin)
        try site.drop([Site.event("0", user: "u3", at: Self.begin)], as: "0.jsonl")
        try site.run("run", "--now", "2026-06-01T09:30:00Z")
        let lines = [
            Site.event("1", user: "u1", at: "2026-06-01T10:00:00Z"),
            Site.event("2", user: "u1", at: "2026-06-01T10:01:00Z"),
            Site.event("0", user: "u3", at: Self.begin), Site.event("3", user: "u2", at: "2026-06-01T09:01:00Z"),
            Site.event("4", user: "stranger", at: "2026-06-01T10:00:00Z"), "junk",
            Site.event("5", user: "u2", at: "2026-06-01T11:00:00Z"),
        ]
        try site.drop(lines, as: "a.jsonl")
        let before = FolderPrint(site.folder)
        let rehearsed = try site.json("run", "--dry-run", "--now", "2026-06-01T11:02:00Z")
        #expect(FolderPrint(site.folder) == before)
        let performed = try site.json("run", "--now", "2026-06-01T11:02:00Z")
        #expect(rows(rehearsed) == rows(performed))
        #expect(
            rows(rehearsed) == [
                "run welcome 2026-06-01T11:00:00Z", "run welcome 2026-06-01T11:01:00Z",
            ])
        #expect(rehearsed["events"] == performed["events"])
        #expect(performed["events"] == .object(["taken": 5, "known": 1, "rejected": 1]))
        for (a, b) in zip(rehearsed["occurrences"]?.items ?? [], performed["occurrences"]?.items ?? []) {
            #expect(a["audience"] == b["audience"])
        }
    }

    @Test func `an event of before the campaign is not owed, and one of that second is`() throws {
        let site = try Site.welcoming(delay: "{ value: 0, unit: hours }")
        try site.run("run", "--now", Self.begin)
        try site.drop(
            [Site.event("1", user: "u1", at: "2026-06-01T08:59:59Z"), Site.event("2", user: "u2", at: Self.begin)],
            as: "a.jsonl")
        try site.run("run", "--now", "2026-06-01T09:01:00Z")
        #expect(try site.delivered("welcome") == ["u2": 1])
        let why = try site.json("why", "welcome", "u1", "--now", "2026-06-01T09:02:00Z")
        #expect(why["decision"] == "not-matched")
        #expect(why["reason"]?.text?.contains("before the campaign was first applied") == true)
    }

    @Test func `paused time is passed by, what falls due after it isn't`() throws {
        let site = try Site.welcoming()
        try site.run("run", "--now", Self.begin)
        for (user, instant) in [("u1", "2026-06-01T09:10:00Z"), ("u2", "2026-06-01T09:50:00Z")] {
            try site.run("emit", "user_registered", "--user", user, "--source", "website", "--now", instant)
        }
        try site.run("run", "--now", "2026-06-01T10:00:00Z")
        try site.run("pause", "welcome")
        try site.run("run", "--now", "2026-06-01T10:05:00Z")
        try site.run("emit", "user_registered", "--user", "u3", "--source", "website", "--now", "2026-06-01T10:06:00Z")
        #expect(try rows(site.json("run", "--now", "2026-06-01T10:20:00Z")).isEmpty)
        try site.run("resume", "welcome")
        #expect(try rows(site.json("run", "--now", "2026-06-01T10:30:00Z")).isEmpty)
        try site.run("run", "--now", "2026-06-01T10:50:00Z")
        try site.run("run", "--now", "2026-06-01T11:06:00Z")
        #expect(try site.delivered("welcome") == ["u2": 1, "u3": 1])
        let why = try site.json("why", "welcome", "u1", "--now", "2026-06-01T11:10:00Z")
        #expect(why["decision"] == "skipped")
        #expect(why["reason"]?.text?.contains("it passed while the campaign was paused") == true)
        let skipped = try site.json("history", "welcome", "--now", "2026-06-01T11:10:00Z")["executions"]?.items
            .filter { $0["status"] == "skipped" }
        #expect(skipped?.count == 1)
    }

    @Test func `deletion ends what is owed, and what comes back begins anew`() throws {
        let site = try Site.welcoming()
        let file = try String(contentsOfFile: site.tree + "/welcome.yaml", encoding: .utf8)
        try site.run("run", "--now", Self.begin)
        try site.run("emit", "user_registered", "--user", "u1", "--source", "website", "--now", Self.begin)
        try site.run("run", "--now", "2026-06-01T09:10:00Z")
        try site.remove("welcome.yaml")
        try site.run("run", "--now", "2026-06-01T09:20:00Z")
        try site.write("welcome.yaml", file)
        try site.run("run", "--now", "2026-06-01T09:30:00Z")
        try site.drop([Site.event("x", user: "u2", at: "2026-06-01T09:25:00Z")], as: "a.jsonl")
        #expect(try rows(site.json("run", "--now", "2026-06-01T10:30:00Z")).isEmpty)
        #expect(try site.delivered("welcome").isEmpty)
    }

    @Test func `quiet hours hold back a run, and further events are runs of their own`() throws {
        let site = try Site.welcoming(
            delay: "{ value: 0, unit: minutes }",
            extra:
                "deliverySettings: { quietHours: { enabled: true, start: \"22:00\", end: \"08:00\", timezone: UTC } }")
        try site.run("run", "--now", "2026-06-01T22:00:00Z")
        for (minute, user) in [(10, "u1"), (20, "u2"), (30, "u1")] {
            try site.run(
                "emit", "user_registered", "--user", user, "--source", "website", "--now", "2026-06-01T23:\(minute):00Z"
            )
            let row = try site.json("run", "--now", "2026-06-01T23:\(minute):30Z")["occurrences"]?.items.last
            #expect(row?["decision"] == "defer" && row?["notBefore"] == "2026-06-02T08:00:00Z")
        }
        let why = try site.json("why", "welcome", "u2", "--now", "2026-06-01T23:40:00Z")
        #expect(why["decision"] == "pending" && why["notBefore"] == "2026-06-02T08:00:00Z")
        #expect(try site.delivered("welcome").isEmpty)
        try site.run("run", "--now", "2026-06-02T08:00:00Z")
        #expect(try site.delivered("welcome") == ["u1": 2, "u2": 1])
    }

    @Test func `a run that began without its contacts fails, and why says so`() throws {
        let site = try Site.welcoming(delay: "{ value: 0, unit: minutes }")
        try site.run("run", "--now", Self.begin)
        try site.remove("contacts.csv")
        try site.run("emit", "user_registered", "--user", "u1", "--source", "website", "--now", Self.begin)
        #expect(try site.run("run", "--now", "2026-06-01T09:01:00Z").code == 1)
        let why = try site.json("why", "welcome", "u1", "--now", "2026-06-01T09:02:00Z")
        #expect(why["decision"] == "failed" && why["reason"]?.text?.contains("could not begin") == true)
    }

    @Test func `a guard stops a run by its size, and not by how many events came the last time`() throws {
        let site = try Site.welcoming(
            delay: "{ value: 0, unit: minutes }", audience: "{ type: all, guard: { maxRecipients: 3, maxChange: 10 } }",
            contacts: 9)
        try site.run("run", "--now", Self.begin)
        for (round, users) in [(1, 1...1), (2, 2...4), (3, 5...8)] {
            try site.drop(users.map { Site.event("\($0)", user: "u\($0)", at: Self.begin) }, as: "a.jsonl")
            #expect(try site.run("run", "--now", "2026-06-01T09:0\(round):00Z").code == (round == 3 ? 1 : 0))
        }
        #expect(try site.delivered("welcome").count == 4)
    }
}
