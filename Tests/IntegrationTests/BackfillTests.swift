import Foundation
import TestSupport
import Testing

/// `backfill`: occurrences of the past run after all, once each.
@Suite struct BackfillTests {
    private static let nine = "pattern: daily, timeOfDay: \"09:00\", timezone: UTC"
    private static let stretch = ["--from", "2026-06-01T00:00:00Z", "--until", "2026-06-03T23:59:59Z"]

    /// Applied on 1 June at noon, then away for three days: the 2nd and the 3rd are skipped, the 4th runs.
    private func missedSite() throws -> Site {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.nine)])
        try site.run("run", "--now", "2026-06-01T12:00:00Z")
        try site.run("run", "--now", "2026-06-04T12:00:00Z")
        return site
    }

    private func backfill(_ site: Site, _ more: String...) throws -> ChildProcess.Result {
        try site.start(["backfill", "a", "--now", "2026-06-04T12:01:00Z"] + Self.stretch + more).finish()
    }

    @Test func `what was skipped and what is older than the campaign runs, once each`() throws {
        let site = try missedSite()
        for _ in 0..<2 { #expect(try backfill(site).code == 0) }
        for day in 1...4 { #expect(try site.everyoneGotIt(once: "a/2026060\(day)T090000Z.jsonl", of: 3)) }
        let history = try site.json("history", "a", "--now", "2026-06-04T12:02:00Z")
        #expect(
            history["executions"]?.items.map { "\($0["scheduledFor"]?.text ?? "") \($0["trigger"]?.text ?? "")" } == [
                "2026-06-04T09:00:00Z catch-up", "2026-06-03T09:00:00Z backfill", "2026-06-02T09:00:00Z backfill",
                "2026-06-01T09:00:00Z backfill",
            ])
        #expect(try backfill(site).output.contains("3 occurrences of 'a' in that time ran before, or is about to"))
    }

    @Test func `a dry run says what would run, and writes nothing`() throws {
        let site = try missedSite()
        let before = FolderPrint(site.stateFolder)
        let report = try Site.read(backfill(site, "--dry-run", "--format", "json"))
        #expect(
            report["occurrences"]?.items.map { $0["scheduledFor"]?.text } == [
                "2026-06-01T09:00:00Z", "2026-06-02T09:00:00Z", "2026-06-03T09:00:00Z",
            ])
        #expect(FolderPrint(site.stateFolder) == before)
        let done = try Site.read(backfill(site, "--format", "json"))
        #expect(
            done["occurrences"]?.items.map { $0["scheduledFor"]?.text }
                == report["occurrences"]?.items.map { $0["scheduledFor"]?.text })
    }

    @Test func `it works before any pass, and one that is long past runs too`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.nine)])
        #expect(try backfill(site).code == 0)
        for day in 1...3 { #expect(try site.everyoneGotIt(once: "a/2026060\(day)T090000Z.jsonl", of: 3)) }
    }

    @Test func `what comes due doesn't wait for a backfill that a limit holds back`() throws {
        let limit = "deliverySettings: { rateLimiting: { messagesPerHour: 60, burst: 1 } }\n"
        let limited = Samples.recurring("a", Self.nine, extra: limit)
        let site = try Site.greeting(["a.yaml": limited])
        try site.run("run", "--now", "2026-06-04T08:00:00Z")
        try site.run(
            "backfill", "a", "--from", "2026-06-01T00:00:00Z", "--until", "2026-06-03T23:59:59Z", "--now",
            "2026-06-04T08:58:00Z")
        for minute in ["08:59", "09:00", "09:01", "09:02", "09:03"] {
            try site.run("run", "--now", "2026-06-04T\(minute):00Z")
        }
        #expect(try site.everyoneGotIt(once: "a/20260604T090000Z.jsonl", of: 3))
        for minute in 4...12 {
            try site.run("run", "--now", "2026-06-04T09:\(minute < 10 ? "0" : "")\(minute):00Z")
        }
        for day in 1...3 { #expect(try site.everyoneGotIt(once: "a/2026060\(day)T090000Z.jsonl", of: 3)) }
    }

    @Test func `a newer occurrence that replaces an open run leaves a backfill alone`() throws {
        let limit = "deliverySettings: { rateLimiting: { messagesPerHour: 60, burst: 1 } }\n"
        let text = Samples.recurring("a", Self.nine, schedule: "  overlap: replace", extra: limit)
        let site = try Site.greeting(["a.yaml": text])
        try site.run("run", "--now", "2026-06-03T08:59:00Z")
        try site.run("run", "--now", "2026-06-03T09:00:00Z")
        try site.run(
            "backfill", "a", "--from", "2026-06-01T00:00:00Z", "--until", "2026-06-02T23:59:59Z", "--now",
            "2026-06-03T09:00:30Z")
        try site.run("run", "--now", "2026-06-04T09:00:00Z")
        let history = try site.json("history", "a", "--now", "2026-06-04T09:00:00Z")
        let open = history["executions"]?.items.filter { $0["trigger"]?.text == "backfill" } ?? []
        #expect(open.count == 2 && open.allSatisfy { $0["status"]?.text != "cancelled" })
    }

    @Test func `what is refused leaves nothing behind`() throws {
        let site = try missedSite()
        let result = try site.run(
            "backfill", "a", "--from", "2020-06-05T00:00:00Z", "--until", "2026-06-03T00:00:00Z", "--now",
            "2026-06-05T09:00:00Z")
        #expect(result.code == 1)
        #expect(
            try site.json("run", "--now", "2026-06-05T09:01:00Z")["occurrences"]?.items.first?["decision"]?.text
                == "run")
    }

    @Test func `it refuses what can't be meant`() throws {
        let site = try missedSite()
        try site.write("b.yaml", Samples.recurring("b", Self.nine, extra: "status: paused\n"))
        func refusal(_ id: String, _ from: String, _ until: String, _ more: String...) throws -> (Int32?, String) {
            let result = try site.start(
                ["backfill", id, "--from", from, "--until", until, "--now", "2026-06-04T12:01:00Z"] + more
            ).finish()
            return (result.code, result.error)
        }
        #expect(try refusal("c", "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z").0 == 1)
        let paused = try refusal("b", "2026-06-01T00:00:00Z", "2026-06-02T00:00:00Z")
        #expect(paused.0 == 1 && paused.1.contains("'b' is paused"))
        #expect(try refusal("a", "2026-06-03T00:00:00Z", "2026-06-02T00:00:00Z").0 == 64)
        #expect(try refusal("a", "2026-06-05T00:00:00Z", "2026-06-06T00:00:00Z").1.contains("still to come"))
        let many = try refusal("a", "2020-06-05T00:00:00Z", "2026-06-03T00:00:00Z")
        #expect(many.0 == 1 && many.1.contains("more than 1000 occurrences"))
        #expect(try refusal("a", "2026-05-01T00:00:00Z", "2026-06-03T00:00:00Z", "--most", "3").0 == 1)
    }
}
