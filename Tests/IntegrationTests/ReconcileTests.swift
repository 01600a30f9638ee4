import Foundation
import Testing

/// What changes of the tree and of the clock do, and what they don't.
@Suite struct ReconcileTests {
    private static let hourly = "pattern: custom, frequency: { interval: 1, unit: hours }, timezone: UTC"

    private func changes(_ report: JSON) -> [[String]] {
        (report["changes"]?.items ?? []).map { [$0["campaignId"]?.text ?? "", $0["action"]?.text ?? ""] }
    }

    /// `campaignId scheduledFor decision count` of each row.
    private func rows(_ report: JSON) -> [String] {
        (report["occurrences"]?.items ?? []).map { row in
            let words = ["campaignId", "scheduledFor", "decision"].compactMap { row[$0]?.text }
            return (words + ["\(Int(row["count"]?.number ?? 0))"]).joined(separator: " ")
        }
    }

    @Test func `a file that breaks holds back only its own campaign, which runs on as last accepted`() throws {
        let site = try Site.greeting([
            "a.yaml": Samples.recurring("a", Self.hourly), "b.yaml": Samples.recurring("b", Self.hourly),
        ])
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        for broken in ["campaignId: a\ntype: recurring\nschedule: {}\n", "campaignId: [", ""] {
            try site.write("a.yaml", broken)
            #expect(try site.run("run", "--dry-run", "--now", "2026-06-01T00:30:00Z").code == 2, "\(broken)")
            #expect(changes(try site.json("run", "--now", "2026-06-01T00:30:00Z")).isEmpty, "\(broken)")
        }
        let report = try site.json("run", "--now", "2026-06-01T01:00:00Z")
        #expect(rows(report) == ["a 2026-06-01T01:00:00Z run 1", "b 2026-06-01T01:00:00Z run 1"])
        #expect(try site.everyoneGotIt(once: "a/20260601T010000Z.jsonl", of: 3))
        // It is still listed, and mended it is the same campaign.
        #expect(try site.json("list").items.map { $0["campaignId"] } == ["a", "b"])
        try site.write("a.yaml", Samples.recurring("a", Self.hourly))
        let mended = try site.json("run", "--now", "2026-06-01T02:00:00Z")
        #expect(changes(mended).isEmpty)
        #expect(mended["diagnostics"]?.items.contains { $0["severity"] == "error" } == false)
        #expect(rows(mended).count == 2)
    }

    @Test func `a template that breaks holds back the campaigns that use it, and no others`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.hourly)])
        try site.write("templates/other.mustache", "Other\n")
        try site.write(
            "b.yaml", Samples.recurring("b", Self.hourly).replacing("templateId: hello-b", with: "templateId: other"))
        #expect(try site.run("run", "--now", "2026-06-01T00:00:00Z").code == 0)
        try site.write("templates/hello-a.mustache", "Hello {{lastName}}\n")
        let result = try site.run("run", "--now", "2026-06-01T01:00:00Z")
        #expect(result.code == 2)
        #expect(result.error.contains("TEMPLATE_INVALID"))
        // As last accepted: with the template as it was.
        let lines = try site.outbox().files
        #expect(lines["a/20260601T010000Z.jsonl"]?.first?.contains("Hello Name 1!") == true)
        #expect(lines["b/20260601T010000Z.jsonl"]?.count == 3)
    }

    @Test func `a tree that lacks more than half of its campaigns changes nothing`() throws {
        let names = ["a", "b", "c", "d"]
        let site = try Site.greeting(
            Dictionary(uniqueKeysWithValues: names.map { ("\($0).yaml", Samples.recurring($0, Self.hourly)) }))
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        for name in ["a", "b", "c"] { try site.remove("\(name).yaml") }
        try site.write("new.yaml", Samples.recurring("new", Self.hourly))

        let report = try site.json("run", "--now", "2026-06-01T01:00:00Z")
        #expect(changes(report).isEmpty)
        #expect(
            report["diagnostics"]?.items.contains { $0["code"] == "MASS_REMOVAL" && $0["severity"] == "error" } == true)
        #expect(rows(report).count == 4, "what is due by the declarations last accepted runs")
        let text = try site.run("run", "--now", "2026-06-01T01:00:00Z")
        #expect(text.code == 2)
        #expect(text.error.contains("MASS_REMOVAL") && text.error.contains("--allow-mass-removal"))

        let meant = try site.json("run", "--now", "2026-06-01T02:00:00Z", "--allow-mass-removal")
        #expect(changes(meant) == [["a", "delete"], ["b", "delete"], ["c", "delete"], ["new", "create"]])
        #expect(try site.run("run", "--now", "2026-06-01T02:00:00Z").code == 0)
        // The history stays.
        #expect(try site.json("history", "a")["executions"]?.items.isEmpty == false)
    }

    @Test func `half of the campaigns may go, and a single one`() throws {
        let site = try Site.greeting([
            "a.yaml": Samples.recurring("a", Self.hourly), "b.yaml": Samples.recurring("b", Self.hourly),
        ])
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        try site.remove("a.yaml")
        #expect(changes(try site.json("run", "--now", "2026-06-01T00:10:00Z")) == [["a", "delete"]])
        try site.remove("b.yaml")
        #expect(changes(try site.json("run", "--now", "2026-06-01T00:20:00Z")) == [["b", "delete"]])
        #expect(rows(try site.json("run", "--now", "2026-06-01T05:00:00Z")).isEmpty)
    }

    @Test func `renaming a file changes nothing`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.hourly)])
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        try FileManager.default.createDirectory(atPath: site.tree + "/deep/er", withIntermediateDirectories: true)
        try site.rename("a.yaml", to: "deep/er/z.yml")
        let report = try site.json("run", "--now", "2026-06-01T01:00:00Z")
        #expect(changes(report).isEmpty)
        #expect(rows(report) == ["a 2026-06-01T01:00:00Z run 1"])
        #expect(try site.run("run", "--now", "2026-06-01T01:00:00Z").code == 0)
        #expect(rows(try site.json("run", "--now", "2026-06-01T02:00:00Z")) == ["a 2026-06-01T02:00:00Z run 1"])
        #expect(try site.json("show", "a", "--now", "2026-06-01T02:00:00Z")["execution"]?["runCount"] == 3)
    }

    @Test func `a comment changes nothing, a time of day is an update that names the field`() throws {
        let daily = "pattern: daily, timeOfDay: '10:00', timezone: UTC"
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", daily)])
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        try site.write("a.yaml", "# a comment\n" + Samples.recurring("a", daily))
        #expect(changes(try site.json("run", "--now", "2026-06-01T00:01:00Z")).isEmpty)
        try site.write("a.yaml", Samples.recurring("a", daily.replacing("10:00", with: "00:30")))
        let report = try site.json("run", "--now", "2026-06-01T12:00:00Z")
        #expect(changes(report) == [["a", "update"]])
        #expect(report["changes"]?[0]?["fields"] == .array(["schedule.recurring.timeOfDay"]))
        // It fires nothing retroactively, neither at the old time nor at the new one.
        #expect(
            report["occurrences"]?.items.allSatisfy { $0["decision"] == "skip" && $0["reason"]?.text != nil } == true)
        #expect(try site.outbox().files.isEmpty)
        #expect(rows(try site.json("run", "--now", "2026-06-02T00:30:00Z")) == ["a 2026-06-02T00:30:00Z run 1"])
    }

    @Test func `what passes while a campaign is paused is never caught up`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.hourly)])
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        let paused = Samples.recurring("a", Self.hourly, extra: "status: paused\n")
        try site.write("a.yaml", paused)
        #expect(changes(try site.json("run", "--now", "2026-06-01T00:30:00Z")) == [["a", "pause"]])
        #expect(try site.json("list")[0]?["status"] == "paused")
        #expect(try site.json("upcoming") == .array([]))
        #expect(rows(try site.json("run", "--now", "2026-06-01T06:00:00Z")).isEmpty)
        try site.write("a.yaml", Samples.recurring("a", Self.hourly))
        let resumed = try site.json("run", "--now", "2026-06-01T09:30:00Z")
        #expect(changes(resumed) == [["a", "resume"]])
        #expect(rows(resumed).allSatisfy { $0.contains(" skip ") })
        #expect(rows(try site.json("run", "--now", "2026-06-01T10:00:00Z")) == ["a 2026-06-01T10:00:00Z run 1"])
    }

    @Test func `a run that is open while its campaign is paused waits, and goes on when it is resumed`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.hourly)])
        try site.run("run", "--now", "2026-06-01T00:30:00Z")
        try site.run("run", "--now", "2026-06-01T01:00:00Z", "--max-duration", "0s")
        try site.write("a.yaml", Samples.recurring("a", Self.hourly, extra: "status: paused\n"))
        try site.run("run", "--now", "2026-06-01T01:10:00Z")
        #expect(try site.outbox().files.isEmpty)
        try site.write("a.yaml", Samples.recurring("a", Self.hourly))
        let report = try site.json("run", "--now", "2026-06-01T01:20:00Z")
        #expect(rows(report) == ["a 2026-06-01T01:00:00Z continue 1"])
        #expect(try site.everyoneGotIt(once: "a/20260601T010000Z.jsonl", of: 3))
    }

    @Test func `maxOccurrences counts runs, and the campaign is completed then`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.hourly + ", maxOccurrences: 2")])
        var ran = 0
        for hour in 0..<5 {
            ran +=
                rows(try site.json("run", "--now", "2026-06-01T0\(hour):00:00Z")).filter { $0.contains(" run ") }.count
        }
        #expect(ran == 2)
        let shown = try site.json("show", "a", "--now", "2026-06-01T05:00:00Z")
        #expect(shown["status"] == "completed")
        #expect(shown["execution"]?["nextRunAt"] == .null)
        #expect(shown["execution"]?["runCount"] == 2)
        #expect(try site.json("upcoming", "--now", "2026-06-01T05:00:00Z") == .array([]))
    }

    @Test(arguments: ["skip", "latest", "all"])
    func `a year of missed minutes is a few rows, and one run at most but for all`(policy: String) throws {
        let rule = "pattern: custom, frequency: { interval: 1, unit: minutes }, timezone: UTC"
        let site = try Site.greeting([
            "a.yaml": Samples.recurring("a", rule, schedule: "  catchUp: { policy: \(policy), grace: 30s }")
        ])
        try site.run("run", "--now", "2026-01-01T00:00:30Z")
        let report = try site.json("run", "--now", "2027-01-01T00:00:45Z")
        let runs = rows(report).filter { !$0.contains(" skip ") }
        let skipped = (report["occurrences"]?.items ?? []).filter { $0["decision"] == "skip" }
        #expect(runs.count == ["skip": 0, "latest": 1, "all": 10][policy])
        #expect(skipped.count <= 2)
        // 525,600 minutes a year, all of them accounted for.
        #expect(skipped.reduce(0) { $0 + Int($1["count"]?.number ?? 0) } + runs.count == 525_600)
        #expect(skipped.allSatisfy { $0["reason"]?.text?.isEmpty == false && $0["status"] == "skipped" })
        #expect(rows(try site.json("run", "--now", "2027-01-01T00:00:45Z")).isEmpty)
    }

    @Test func `a clock that jumps back repeats nothing, and a new campaign runs by it all the same`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.hourly)])
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        try site.run("run", "--now", "2026-06-01T05:00:00Z")
        let lines = try site.outbox().lines
        for now in ["2026-06-01T01:00:00Z", "2025-06-01T00:00:00Z", "2026-06-01T04:00:00Z", "2026-06-01T05:00:00Z"] {
            #expect(rows(try site.json("run", "--now", now)).isEmpty, "\(now)")
        }
        #expect(try site.outbox().lines == lines)
        try site.write("b.yaml", Samples.recurring("b", Self.hourly))
        try site.run("run", "--now", "2026-06-01T02:30:00Z")
        #expect(rows(try site.json("run", "--now", "2026-06-01T03:00:00Z")) == ["b 2026-06-01T03:00:00Z run 1"])
        #expect(rows(try site.json("run", "--now", "2026-06-01T06:00:00Z")).contains("a 2026-06-01T06:00:00Z run 1"))
    }

    @Test func `with --max-duration 0s everything is decided and nothing sent, and the next pass sends it`() throws {
        let site = try Site.greeting(["a.yaml": Samples.once("a", at: "2026-06-01T00:00:00Z")])
        let report = try site.json("run", "--now", "2026-06-01T00:00:00Z", "--max-duration", "0s")
        #expect(rows(report) == ["a 2026-06-01T00:00:00Z run 1"])
        #expect(report["occurrences"]?[0]?["messagesSent"] == 0)
        #expect(report["occurrences"]?[0]?["status"] == "pending")
        #expect(try site.outbox().lines == 0)
        #expect(try site.json("show", "a", "--now", "2026-06-01T00:00:00Z")["status"] != "completed")
        let next = try site.json("run", "--now", "2026-06-01T00:10:00Z")
        #expect(rows(next) == ["a 2026-06-01T00:00:00Z continue 1"])
        #expect(next["occurrences"]?[0]?["messagesSent"] == 3)
        #expect(try site.everyoneGotIt(once: "a/20260601T000000Z.jsonl", of: 3))
    }

    @Test func `a one-time campaign past its window is PAST_DATE, and only warned of before the first pass`() throws {
        let site = try Site.greeting(["a.yaml": Samples.once("a", at: "2026-06-01T00:00:00Z")])
        let late = "2026-06-03T00:00:00Z"
        let warned = try site.json("validate", "--now", late)
        #expect(warned["valid"] == true)
        #expect(warned["diagnostics"]?.items.first { $0["code"] == "PAST_DATE" }?["severity"] == "warning")

        let other = try Site.greeting(["b.yaml": Samples.once("b", at: "2026-07-01T00:00:00Z")])
        try other.run("run", "--now", late)
        try other.write("a.yaml", Samples.once("a", at: "2026-06-01T00:00:00Z"))
        #expect(try other.run("validate", "--now", late).code == 2)
        let refused = try other.run("run", "--now", late)
        #expect(refused.code == 2)
        #expect(refused.error.contains("PAST_DATE"))
        #expect(try other.outbox().files.isEmpty)
    }

    @Test func `a campaign that was deleted and comes back repeats nothing`() throws {
        let site = try Site.greeting([
            "a.yaml": Samples.once("a", at: "2026-06-01T00:00:00Z"), "b.yaml": Samples.recurring("b", Self.hourly),
        ])
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        let lines = try site.outbox().lines
        try site.remove("a.yaml")
        try site.run("run", "--now", "2026-06-01T00:10:00Z")
        try site.write("a.yaml", Samples.once("a", at: "2026-06-01T00:00:00Z"))
        let back = try site.json("run", "--now", "2026-06-01T00:20:00Z")
        #expect(changes(back) == [["a", "create"]])
        #expect(rows(back).isEmpty)
        #expect(try site.outbox().lines == lines)
    }

    @Test func `deleting a file ends its open run and keeps its history`() throws {
        let site = try Site.greeting([
            "a.yaml": Samples.once("a", at: "2026-06-01T00:00:00Z"), "b.yaml": Samples.recurring("b", Self.hourly),
        ])
        try site.run("run", "--now", "2026-06-01T00:00:00Z", "--max-duration", "0s")
        try site.remove("a.yaml")
        try site.run("run", "--now", "2026-06-01T00:01:00Z")
        let history = try site.json("history", "a", "--now", "2026-06-01T00:01:00Z")
        #expect(history["executions"]?[0]?["status"] == "cancelled")
        #expect(history["jobs"]?[0]?["status"] == "cancelled")
        #expect(try site.outbox().files.keys.filter { $0.hasPrefix("a/") }.isEmpty)
    }
}
