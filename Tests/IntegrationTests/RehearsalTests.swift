import Foundation
import Glibc
import TestSupport
import Testing

/// A dry run prints what the run then does, and leaves no trace.
@Suite struct RehearsalTests {
    /// What both have to agree on.
    private func decided(_ report: JSON) -> [[String: JSON]] {
        let keys = ["campaignId", "scheduledFor", "decision", "reason", "count", "audience", "notBefore"]
        return (report["occurrences"]?.items ?? []).map { row in
            Dictionary(uniqueKeysWithValues: keys.map { ($0, row[$0] ?? .string("no such key")) })
        }
    }

    private func expectSame(_ site: Site, now: String, _ options: String..., note: String = "") throws {
        let before = FolderPrint(site.folder, leavingOut: ["-shm"])
        let common = ["--format", "json", "--now", now] + options
        let rehearsed = try Site.read(site.start(["run", "--dry-run"] + common).finish())
        #expect(FolderPrint(site.folder, leavingOut: ["-shm"]) == before, "the dry run left a trace \(note)")
        #expect(rehearsed["now"]?.text == now, "\(note)")
        let performed = try Site.read(site.start(["run"] + common).finish())
        #expect(rehearsed["dryRun"] == true)
        #expect(performed["dryRun"] == false)
        #expect(rehearsed["changes"] == performed["changes"], "\(note)")
        #expect(rehearsed["diagnostics"] == performed["diagnostics"], "\(note)")
        #expect(decided(rehearsed) == decided(performed), "\(note)")
    }

    private static let hourly = "pattern: custom, frequency: { interval: 1, unit: hours }, timezone: UTC"
    private static let everyMinute = "pattern: custom, frequency: { interval: 1, unit: minutes }, timezone: UTC"

    /// Every catch-up policy, every kind of overlap, and campaigns to pause, change and delete.
    private func siteOfAllKinds() throws -> Site {
        let site = try Site.greeting([:])
        for policy in ["skip", "latest", "all"] {
            let catchUp = "  catchUp: { policy: \(policy), window: 6h, limit: 3, grace: 10m }"
            try site.write("catch-\(policy).yaml", Samples.recurring("catch-\(policy)", Self.hourly, schedule: catchUp))
        }
        for overlap in ["skip", "queue", "replace", "allow"] {
            let schedule = "  overlap: \(overlap)\n  catchUp: { policy: all, limit: 2 }"
            try site.write(
                "over-\(overlap).yaml", Samples.recurring("over-\(overlap)", Self.hourly, schedule: schedule))
        }
        try site.write("minutes.yaml", Samples.recurring("minutes", Self.everyMinute))
        try site.write("thrice.yaml", Samples.recurring("thrice", Self.hourly + ", maxOccurrences: 3"))
        for name in ["pausing", "deleted", "changed", "cancelled"] {
            try site.write("\(name).yaml", Samples.recurring(name, Self.hourly))
        }
        try site.write("resuming.yaml", Samples.recurring("resuming", Self.hourly, extra: "status: paused\n"))
        return site
    }

    private func edit(_ site: Site) throws {
        try site.write("pausing.yaml", Samples.recurring("pausing", Self.hourly, extra: "status: paused\n"))
        try site.write("resuming.yaml", Samples.recurring("resuming", Self.hourly))
        try site.write("cancelled.yaml", Samples.recurring("cancelled", Self.hourly, extra: "status: cancelled\n"))
        try site.write(
            "changed.yaml",
            Samples.recurring("changed", "pattern: custom, frequency: { interval: 30, unit: minutes }, timezone: UTC"))
        try site.remove("deleted.yaml")
        try site.write("new.yaml", Samples.recurring("new", Self.hourly))
        try site.write("new-once.yaml", Samples.once("new-once", at: "2026-06-01T04:30:00Z"))
        try site.write("new-past.yaml", Samples.once("new-past", at: "2026-05-01T04:30:00Z"))
        try site.write("broken.yaml", "campaignId: broken\ntype: recurrent\n")
    }

    @Test func `a dry run decides what the run then decides, for every policy, overlap and change`() throws {
        let site = try siteOfAllKinds()
        try expectSame(site, now: "2026-06-01T00:00:00Z", note: "at first")
        // Decides, and begins nothing: every campaign has an open run then.
        try site.run("run", "--now", "2026-06-01T01:00:00Z", "--max-duration", "0s")
        try expectSame(site, now: "2026-06-01T01:00:30Z", note: "with open runs")
        try site.run("run", "--now", "2026-06-01T02:00:00Z", "--max-duration", "0s")
        try edit(site)
        try expectSame(site, now: "2026-06-01T05:00:00Z", note: "after everything changed")
        try expectSame(site, now: "2026-06-01T05:00:00Z", note: "again")
        try expectSame(site, now: "2026-06-02T09:10:00Z", note: "after a day")
        try expectSame(site, now: "2026-06-01T00:30:00Z", note: "after the clock jumped back")
        try expectSame(site, now: "2026-06-02T10:00:00Z", "thrice", "minutes", note: "for two campaigns")
    }

    @Test func `a dry run decides what the run decides in random histories`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed of the histories: \(seed)")
        var chance = SeededGenerator(seed: seed)
        let site = try Site.greeting([:])
        var now = 1_780_272_000  // 2026-06-01T00:00:00Z
        for step in 0..<12 {
            for index in 0..<5 where Bool.random(using: &chance) {
                try change(site, "c\(index)", &chance)
            }
            now += [0, 60, 400, 3_600, 20_000, 100_000, -5_000].randomElement(using: &chance) ?? 0
            let moment = Moment.text(now)
            if Int.random(in: 0..<3, using: &chance) == 0 {
                try site.run("run", "--now", moment, "--max-duration", "0s", "--allow-mass-removal")
                now += [0, 60, 3_600].randomElement(using: &chance) ?? 0
            }
            try expectSame(
                site, now: Moment.text(now), "--allow-mass-removal", note: "seed \(seed), step \(step)")
        }
    }

    private func change(_ site: Site, _ id: String, _ chance: inout SeededGenerator) throws {
        func one(_ choices: [String]) -> String { choices.randomElement(using: &chance) ?? "" }
        if Int.random(in: 0..<6, using: &chance) == 0 {
            try? site.remove("\(id).yaml")
            return
        }
        let minutes = one(["1", "7", "30", "60", "240"])
        let rule =
            "pattern: custom, frequency: { interval: \(minutes), unit: minutes }, timezone: UTC"
            + one(["", "", ", maxOccurrences: 5", ", endDate: 2026-06-02T00:00:00Z"])
        let schedule =
            "  overlap: \(one(["skip", "queue", "replace", "allow"]))\n  catchUp: { policy: "
            + "\(one(["skip", "latest", "all"])), window: \(one(["1h", "24h"])), limit: \(one(["1", "4"])) }"
        try site.write(
            "\(id).yaml",
            Samples.recurring(
                id, rule, schedule: schedule,
                extra: "status: \(one(["active", "active", "active", "paused", "draft", "cancelled"]))\n"))
    }

    @Test func `a dry run makes no state file, no folder and no lock`() throws {
        let site = try siteOfAllKinds()
        let before = FolderPrint(site.folder)
        let result = try site.run("run", "--dry-run", "--now", "2026-06-01T00:00:00Z")
        #expect(result.code == 0, "\(result.error)")
        #expect(FolderPrint(site.folder) == before)
        #expect(!FileManager.default.fileExists(atPath: site.stateFolder))
    }

    @Test func `no command that only looks changes a byte, with a state file and without`() throws {
        let site = try siteOfAllKinds()
        for hasState in [false, true] {
            if hasState { try site.run("run", "--now", "2026-06-01T00:00:00Z") }
            let before = FolderPrint(site.folder)
            for arguments in [
                ["validate"], ["upcoming"], ["list"], ["show", "minutes"], ["history", "minutes"], ["stats", "1y"],
                ["render", "minutes"], ["run", "--dry-run"],
            ] {
                let result = try site.start(arguments + ["--now", "2026-06-01T01:00:00Z"]).finish()
                #expect(result.code == 0, "\(arguments): \(result.error)")
                #expect(FolderPrint(site.folder) == before, "\(arguments)")
            }
        }
    }

    @Test func `a dry run beside the log that a killed run left behind changes neither file`() throws {
        let site = try Site.greeting(
            ["big.yaml": Samples.once("big", at: "2026-06-01T00:00:00Z")], contacts: 5_000)
        for _ in 0..<20 {
            let child = try site.start(["run", "--now", "2026-06-01T00:00:00Z"])
            while !child.hasEnded(within: 500), !hasLog(site) {}
            child.send(SIGKILL)
            guard child.finish().signal == SIGKILL, hasLog(site) else {
                try FileManager.default.removeItem(atPath: site.stateFolder)
                continue
            }
            let before = FolderPrint(site.folder, leavingOut: ["-shm"])
            let result = try site.run("run", "--dry-run", "--now", "2026-06-01T00:00:00Z")
            #expect(result.code == 0, "\(result.error)")
            for arguments in [["list"], ["history", "big"], ["stats", "1h"]] {
                #expect(try site.start(arguments + ["--now", "2026-06-01T00:00:00Z"]).finish().code == 0)
            }
            #expect(FolderPrint(site.folder, leavingOut: ["-shm"]) == before)
            return
        }
        Issue.record("no kill left a log behind")
    }

    private func hasLog(_ site: Site) -> Bool {
        var status = stat()
        return stat(site.state + "-wal", &status) == 0 && status.st_size > 0
    }

    @Test func `--detailed-exitcode says 3 where something would happen, and goes with --dry-run alone`() throws {
        let site = try Site.greeting(["c.yaml": Samples.once("c", at: "2026-06-01T00:00:00Z")])
        let now = "2026-06-01T00:00:00Z"
        #expect(try site.run("run", "--dry-run", "--detailed-exitcode", "--now", now).code == 3)
        #expect(try site.run("run", "--dry-run", "--now", now).code == 0)
        #expect(try site.run("run", "--detailed-exitcode", "--now", now).code == 64)
        #expect(try site.run("run", "--now", now).code == 0)
        #expect(try site.run("run", "--dry-run", "--detailed-exitcode", "--now", now).code == 0)
        // 2 goes before 3.
        try site.write("d.yaml", Samples.once("d", at: now))
        try site.write("broken.yaml", "nonsense")
        #expect(try site.run("run", "--dry-run", "--detailed-exitcode", "--now", now).code == 2)
    }
}
