import Foundation
import TestSupport
import Testing

/// `diff` between two folders: what changes, what appears and what vanishes.
@Suite struct DiffTests {
    private static let daily = "pattern: daily, timeOfDay: '10:00', timezone: UTC"

    /// A tree, and `before` beside it with the same files.
    private func site(_ campaigns: [String: String]) throws -> Site {
        let site = try Site.greeting(campaigns)
        try site.write("_defaults.yaml", Samples.unremarked)
        try FileManager.default.copyItem(atPath: site.tree, toPath: site.folder + "/before")
        return site
    }

    private func json(_ site: Site, _ options: String = "") throws -> JSON {
        try Site.read(site.diff("before --format json \(options)").result)
    }

    private func rows(_ report: JSON, _ key: String) -> [String] {
        (report[key]?.items ?? []).map { "\($0["campaignId"]?.text ?? "") \($0["runAt"]?.text ?? "")" }
    }

    @Test func `equal trees differ in nothing, whatever their files are called`() throws {
        let site = try site([
            "a.yaml": Samples.recurring("a", Self.daily), "b.yaml": Samples.once("b", at: "2026-06-02T10:00:00Z"),
        ])
        try site.rename("a.yaml", to: "group-of-its-own.yml")
        let report = try json(site)
        #expect(report.keys == ["until", "changes", "appeared", "vanished"])
        #expect(report["until"] == "2026-07-01T09:00:00Z")
        for key in ["changes", "appeared", "vanished"] { #expect(report[key] == .array([])) }
        let text = try site.diff("before --detailed-exitcode").result
        #expect(text.code == 0)
        #expect(text.output == "Compared with before  (occurrences until 2026-07-01 09:00Z)\n\nNothing changes.\n")
        #expect(!FileManager.default.fileExists(atPath: site.folder + "/.campanile"))
    }

    @Test func `every kind of change is named with its fields and its occurrences`() throws {
        let names = ["cancelled", "deleted", "paused", "resumed", "updated", "worded"]
        let site = try site(
            Dictionary(
                uniqueKeysWithValues: names.map {
                    ("\($0).yaml", Samples.recurring($0, Self.daily, extra: $0 == "resumed" ? "status: paused\n" : ""))
                }))
        try site.write("cancelled.yaml", Samples.recurring("cancelled", Self.daily, extra: "status: cancelled\n"))
        try site.remove("deleted.yaml")
        try site.write("paused.yaml", Samples.recurring("paused", Self.daily, extra: "status: paused\n"))
        try site.write("resumed.yaml", Samples.recurring("resumed", Self.daily))
        try site.write(
            "updated.yaml", Samples.recurring("updated", Self.daily + ", interval: 2", start: "2026-06-01T00:00:00Z"))
        try site.write("worded.yaml", Samples.recurring("worded", Self.daily, extra: "campaignName: Words\n"))
        try site.write("created.yaml", Samples.once("created", at: "2026-06-03T12:00:00Z"))
        let report = try json(site, "--until 3d")
        let changes = (report["changes"]?.items ?? []).map { change in
            let fields = change["fields"]?.items.compactMap(\.text).joined(separator: ",") ?? "none"
            return "\(change["action"]?.text ?? "") \(change["campaignId"]?.text ?? "") \(fields)"
        }
        #expect(
            changes == [
                "cancel cancelled status", "create created ", "delete deleted ", "pause paused status",
                "resume resumed status", "update updated schedule.recurring.interval,schedule.startDateTime",
                "update worded campaignName",
            ])
        #expect(
            rows(report, "appeared")
                == [
                    "resumed 2026-06-01T10:00:00Z", "resumed 2026-06-02T10:00:00Z", "created 2026-06-03T12:00:00Z",
                    "resumed 2026-06-03T10:00:00Z",
                ].sorted { $0.suffix(20) < $1.suffix(20) })
        #expect(
            rows(report, "vanished") == [
                "cancelled 2026-06-01T10:00:00Z", "deleted 2026-06-01T10:00:00Z", "paused 2026-06-01T10:00:00Z",
                "cancelled 2026-06-02T10:00:00Z", "deleted 2026-06-02T10:00:00Z", "paused 2026-06-02T10:00:00Z",
                "updated 2026-06-02T10:00:00Z", "cancelled 2026-06-03T10:00:00Z", "deleted 2026-06-03T10:00:00Z",
                "paused 2026-06-03T10:00:00Z",
            ])
        #expect(try site.diff("before").result.code == 0)
        #expect(try site.diff("before --detailed-exitcode").result.code == 3)
    }

    @Test func `another time zone moves each occurrence, and the text says both sides`() throws {
        let site = try site([
            "a.yaml": Samples.recurring("a", "pattern: weekly, daysOfWeek: [1], timeOfDay: '10:00', timezone: UTC")
        ])
        try site.write(
            "a.yaml",
            Samples.recurring("a", "pattern: weekly, daysOfWeek: [1], timeOfDay: '10:00', timezone: Europe/Paris"))
        let text = try site.diff("before").result
        #expect(
            text.output == """
                Compared with before  (occurrences until 2026-07-01 09:00Z)

                   CHANGE  CAMPAIGN  FIELDS
                ~  update  a         schedule.recurring.timezone: "UTC" → "Europe/Paris"

                   OCCURRENCES  CAMPAIGN  WHEN
                +            4  a         2026-06-08 08:00Z, 2026-06-15 08:00Z, 2026-06-22 08:00Z, 2026-06-29 08:00Z
                -            5  a         2026-06-01 10:00Z, 2026-06-08 10:00Z, 2026-06-15 10:00Z, 2026-06-22 10:00Z, 2026-06-29 10:00Z

                1 changed; 4 occurrences appear and 5 vanish.

                """)
        #expect(text.error == "")
    }

    @Test func `until is inclusive, a duration or an instant, and may lie in the past`() throws {
        let site = try site([:])
        try site.write("a.yaml", Samples.recurring("a", Self.daily))
        #expect(try rows(json(site, "--until 1h"), "appeared") == ["a 2026-06-01T10:00:00Z"])
        #expect(try rows(json(site, "--until 2026-06-01T09:59:59Z"), "appeared") == [])
        #expect(try rows(json(site, "--until 2026-05-01T00:00:00Z"), "appeared") == [])
        #expect(try site.diff("before --until never").result.code == 64)
    }

    @Test func `a template, a segment or a calendar that is shared changes all campaigns that name it`() throws {
        let recurring = "pattern: daily, timeOfDay: '10:00', timezone: UTC, exclude: [off]"
        let site = try Site.greeting([:])
        try site.write("_defaults.yaml", Samples.unremarked)
        try site.write("calendars/off.yaml", "dates: [2026-06-02]\n")
        try site.write("segments/few.yaml", "{ type: csv, path: contacts.csv, id: userId }\n")
        for id in ["a", "b"] {
            let text = Samples.recurring(id, recurring)
            try site.write("\(id).yaml", text.replacing("type: all", with: "type: segment, segmentId: few"))
        }
        try FileManager.default.copyItem(atPath: site.tree, toPath: site.folder + "/before")
        try site.write("calendars/off.yaml", "dates: [2026-06-03]\n")
        try site.write("segments/few.yaml", "{ type: csv, path: contacts.csv, id: firstName }\n")
        try site.write("templates/hello-a.mustache", "Good morning {{firstName}}!\n")
        let report = try json(site)
        let fields = (report["changes"]?.items ?? []).map { $0["fields"]?.items.compactMap(\.text) ?? [] }
        #expect(fields.count == 2)
        #expect(fields.first?.contains { $0.hasPrefix("templates.hello-a") } == true, "\(fields)")
        #expect(fields.last?.contains { $0.hasPrefix("templates.") } == false, "\(fields)")
        for each in fields {
            #expect(each.contains("calendars.off") && each.contains { $0.hasPrefix("source") }, "\(fields)")
        }
        #expect(rows(report, "appeared") == ["a 2026-06-02T10:00:00Z", "b 2026-06-02T10:00:00Z"])
        #expect(rows(report, "vanished") == ["a 2026-06-03T10:00:00Z", "b 2026-06-03T10:00:00Z"])
    }

    @Test func `a campaign of each minute is complete in JSON and folded for people`() throws {
        let site = try site([:])
        try site.write(
            "a.yaml",
            Samples.recurring("a", "pattern: custom, frequency: { interval: 1, unit: minutes }, timezone: UTC"))
        #expect(try json(site)["appeared"]?.items.count == 43_201)
        let text = try site.diff("before").result.output
        #expect(
            text.contains(
                "+        43201  a         2026-06-01 09:00Z, 2026-06-01 09:01Z, 2026-06-01 09:02Z, … 43197 more …, 2026-07-01 09:00Z\n"
            ), "\(text)")
        #expect(try site.diff("before --format markdown").result.output.count < 1_000)
    }

    @Test func `a fault of the tree holds its campaign back and exits 2, one of the base is a note`() throws {
        let site = try site([
            "a.yaml": Samples.recurring("a", Self.daily), "b.yaml": Samples.recurring("b", Self.daily),
        ])
        try site.write("a.yaml", "campaignId: a\ntype: recurrent\n")
        let broken = try site.diff("before --detailed-exitcode").result
        #expect(broken.code == 2)
        #expect(broken.error.contains("a.yaml:2:7: error INVALID_VALUE"), "\(broken.error)")
        #expect(broken.output.contains("Held back by errors, so that they stay as they are: a.\n\nNothing changes.\n"))
        // Nobody can tell whose file it is: it may be a campaign's under a new name.
        try site.remove("a.yaml")
        try site.write("other.yaml", "{{{\n")
        #expect(try json(site)["changes"] == .array([]))
        try site.remove("other.yaml")
        try Data("campaignId: b\ntype: recurrent\n".utf8).write(
            to: URL(fileURLWithPath: site.folder + "/before/b.yaml"))
        let mended = try site.diff("before").result
        #expect(mended.code == 0)
        #expect(mended.error == "")
        #expect(
            mended.output.contains("before has 5 errors itself") || mended.output.contains("itself: campaigns that"))
        #expect(mended.output.contains("-  delete  a") && mended.output.contains("+  create  b"), "\(mended.output)")
    }

    @Test func `a warning that the base has too is none of the change's`() throws {
        let site = try site(["a.yaml": Samples.recurring("a", "pattern: daily, timeOfDay: '10:00'")])
        #expect(try site.diff("before").result.error == "")
        try site.write("b.yaml", Samples.recurring("b", "pattern: daily, timeOfDay: '11:00'"))
        let result = try site.diff("before --format github").result
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("::warning file=campaigns.d/b.yaml,line=4,col=14,title=NO_TIMEZONE::"))
        #expect(!result.output.contains("file=campaigns.d/a.yaml"), "\(result.output)")
    }

    @Test func `a change that removes most campaigns says that a pass will refuse it`() throws {
        let site = try site([
            "a.yaml": Samples.recurring("a", Self.daily), "b.yaml": Samples.recurring("b", Self.daily),
        ])
        try site.remove("a.yaml")
        #expect(try !site.diff("before").result.output.contains("--allow-mass-removal"))
        try site.remove("b.yaml")
        #expect(try site.diff("before").result.output.contains("2 of 2 campaigns would be gone"))
    }

    @Test func `GitHub gets a notice at each campaign's file, and Markdown tables`() throws {
        let site = try site([
            "a.yaml": Samples.recurring("a", Self.daily), "gone.yaml": Samples.once("gone", at: "2026-06-03T10:00:00Z"),
        ])
        try site.rename("a.yaml", to: "a, moved: 100%.yaml")
        try site.write(
            "a, moved: 100%.yaml", Samples.recurring("a", "pattern: daily, timeOfDay: '11:00', timezone: UTC"))
        try site.remove("gone.yaml")
        let github = try site.diff("before --format github --until 1d").result
        #expect(github.code == 0 && github.error == "")
        #expect(
            github.output == """
                ::notice file=campaigns.d/a%2C moved%3A 100%25.yaml,title=update a::schedule.recurring.timeOfDay: \
                "10:00" → "11:00"%0A1 appears: 2026-06-01 11:00Z%0A1 vanishes: 2026-06-01 10:00Z
                ::notice title=delete gone::no occurrence appears or vanishes
                Compared: 2 changed; 1 occurrence appears and 1 vanishes.

                """)
        let markdown = try site.diff("before --format markdown").result
        #expect(markdown.error == "")
        #expect(
            markdown.output == """
                ### Campanile: 2 changed; 30 occurrences appear and 31 vanish

                Compared with `before`, occurrences until 2026-07-01 09:00Z.

                #### Changes

                | Change | Campaign | Field | Before | After |
                | --- | --- | --- | --- | --- |
                | update | `a` | `schedule.recurring.timeOfDay` | `"10:00"` | `"11:00"` |
                | delete | `gone` |  |  |  |

                #### Occurrences

                | Campaign | Occurrences | Count | When (UTC) |
                | --- | --- | ---: | --- |
                | `a` | appear | 30 | 2026-06-01 11:00Z, 2026-06-02 11:00Z, 2026-06-03 11:00Z, … 26 more …, 2026-06-30 11:00Z |
                | `a` | vanish | 30 | 2026-06-01 10:00Z, 2026-06-02 10:00Z, 2026-06-03 10:00Z, … 26 more …, 2026-06-30 10:00Z |
                | `gone` | vanish | 1 | 2026-06-03 10:00Z |

                """)
    }

    @Test func `a base that is no tree and a tree that isn't there are told apart`() throws {
        let site = try site([:])
        #expect(try site.diff("").result.code == 64)
        let missing = try site.diff("before --config nowhere").result
        #expect(missing.code == 2 && missing.error.contains("there is no folder 'nowhere'"))
        #expect(try site.diff("before --format sarif").result.code == 64)
        #expect(try site.diff("--bogus").result.code == 64)
    }
}
