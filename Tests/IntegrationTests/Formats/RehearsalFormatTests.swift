import Foundation
import TestSupport
import Testing

/// What a rehearsal shows a reviewer: changes field by field, what is due, and faults.
@Suite struct RehearsalFormatTests {
    private func site() throws -> Site {
        let site = try Site.greeting([:])
        try site.write("_defaults.yaml", Samples.unremarked)
        try site.write("a.yaml", Samples.recurring("a", "pattern: daily, timeOfDay: '10:00', timezone: UTC"))
        try site.write("b.yaml", Samples.recurring("b", "pattern: daily, timeOfDay: '10:00', timezone: UTC"))
        return site
    }

    private func edit(_ site: Site) throws {
        try site.write(
            "a.yaml",
            Samples.recurring("a", "pattern: daily, timeOfDay: '11:00', timezone: UTC, endDate: 2027-01-01T00:00:00Z"))
        try site.write(
            "b.yaml",
            Samples.recurring("b", "pattern: daily, timeOfDay: '10:00', timezone: UTC", extra: "status: paused\n"))
        try site.write("c.yaml", Samples.once("c", at: "2026-06-01T11:00:00Z"))
    }

    @Test func `a dry run shows an update field by field, before and after`() throws {
        let site = try site()
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        try edit(site)
        let text = try site.run("run", "--dry-run", "--now", "2026-06-01T09:30:00Z")
        #expect(
            text.output == """
                Dry run at 2026-06-01 09:30Z  (nothing is sent, nothing is written)

                   CHANGE  CAMPAIGN  FIELDS
                ~  update  a         schedule.recurring.endDate: (none) → "2027-01-01T00:00:00Z"
                                     schedule.recurring.timeOfDay: "10:00" → "11:00"
                ~  pause   b         status: "active" → "paused"
                +  create  c

                3 changed.

                """)
        let json = try site.json("run", "--dry-run", "--now", "2026-06-01T09:30:00Z")
        #expect(json["changes"]?[0]?.keys == ["campaignId", "action", "fields"])
        #expect(
            json["changes"]?[0]?["fields"] == .array(["schedule.recurring.endDate", "schedule.recurring.timeOfDay"]))
        // The run itself names the fields.
        let run = try site.run("run", "--now", "2026-06-01T09:30:00Z")
        #expect(run.output.contains("~  update  a         schedule.recurring.endDate, schedule.recurring.timeOfDay\n"))
    }

    @Test func `of long values the part is shown where they begin to differ`() throws {
        let site = try site()
        let start = String(repeating: "The same words. ", count: 20)
        try site.write("templates/hello-a.mustache", start + "Then old ones.\n")
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        try site.write("templates/hello-a.mustache", start + "Then others\u{9B}31m.\n")
        let text = try site.run("run", "--dry-run", "--now", "2026-06-01T09:30:00Z").output
        #expect(text.contains("…The same words. Then old") || text.contains("words. Then old ones."), "\(text)")
        #expect(text.contains("Then others\u{FFFD}31m."), "\(text)")
        #expect(text.split(separator: "\n").allSatisfy { $0.count < 250 })
    }

    @Test func `Markdown has counts, changes field by field, what is due by fate, and faults`() throws {
        let site = try site()
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        try edit(site)
        try site.write("broken.yaml", "campaignId: broken\ntype: recurrent\nextra: 1\n")
        let result = try site.shell(
            "campanile run --dry-run --format markdown --now 2026-06-01T11:00:20Z --state state/campanile.db")
        #expect(result.code == 2)
        #expect(result.error == "")
        let lines = result.output.components(separatedBy: "\n")
        #expect(
            lines.first == "### Campanile dry run: 5 errors; 3 changed, 1 run, 3 messages to send, 3 skipped",
            "\(lines)")
        #expect(lines.contains { $0.hasPrefix("- **error** `INVALID_VALUE` at `campaigns.d/broken.yaml:2:7`: ") })
        let tables = lines.filter { $0.hasPrefix("|") }
        #expect(
            tables == [
                "| Change | Campaign | Field | Before | After |",
                "| --- | --- | --- | --- | --- |",
                "| update | `a` | `schedule.recurring.endDate` | `(none)` | `\"2027-01-01T00:00:00Z\"` |",
                "|  |  | `schedule.recurring.timeOfDay` | `\"10:00\"` | `\"11:00\"` |",
                "| pause | `b` | `status` | `\"active\"` | `\"paused\"` |",
                "| create | `c` |  |  |  |",
                "| Decision | Campaign | Scheduled for (UTC) | Audience | Send | Suppressed | Holdout | Finish by | Why |",
                "| --- | --- | --- | ---: | ---: | ---: | ---: | --- | --- |",
                "| skip | `a` | 2026-06-01 10:00Z (2 times) |  |  |  |  |  | the schedule was changed; a change fires "
                    + "nothing retroactively |",
                "| skip | `b` | 2026-06-01 10:00Z |  |  |  |  |  | the campaign was paused before it ran |",
                "| run | `c` | 2026-06-01 11:00Z | 3 | 3 | 0 | 0 | 2026-06-01 11:00:20Z |  |",
            ], "\(result.output)")
    }

    @Test func `nothing in a file can begin a structure of Markdown, end a cell or call anybody`() throws {
        let site = try site()
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        try site.write(
            "a.yaml",
            Samples.recurring(
                "a", "pattern: daily, timeOfDay: '10:00', timezone: UTC", extra: "campaignName: \"`|<b>\\n\\\\|\"\n"))
        try site.write("x|`<i>\n# @all.yaml", "campaignId: '<b>|`@all`'\n")
        let result = try site.shell(
            "campanile run --dry-run --format markdown --now 2026-06-01T09:30:00Z --state state/campanile.db")
        #expect(result.code == 2)
        let after = "<code>\"&#96;&#124;&#60;b&#62;&#92;n&#92;&#92;&#124;\"</code>"
        #expect(result.output.contains("| update | `a` | `campaignName` | `(none)` | \(after) |\n"), "\(result.output)")
        #expect(result.output.contains("<code>campaigns.d/x&#124;&#96;&#60;i&#62; &#35; &#64;all.yaml:1:13</code>"))
        #expect(!result.output.contains("<b>") && !result.output.contains("<i>") && !result.output.contains("@all"))
        #expect(!result.output.components(separatedBy: "\n").contains { $0.hasPrefix("# ") })
    }

    @Test func `more than 30 rows are folded away, and more than a comment can hold are counted`() throws {
        let site = try Site.greeting([:])
        try site.write("_defaults.yaml", Samples.unremarked)
        func write(_ count: Int) throws {
            for index in 0..<count {
                try site.write("c\(index).yaml", Samples.once("c\(index)", at: "2026-06-01T10:00:00Z"))
            }
        }
        func markdown() throws -> String {
            try site.run("run", "--dry-run", "--format", "markdown", "--now", "2026-06-01T09:30:00Z").output
        }
        try write(30)
        #expect(try !markdown().contains("<summary>30 changes"))
        try write(31)
        let folded = try markdown()
        #expect(folded.contains("<details>\n<summary>31 changes</summary>\n\n| Change | Campaign |"), "\(folded)")
        #expect(folded.contains("| create | `c9` |\n\n</details>\n"), "\(folded)")
        try write(400)
        let cut = try markdown()
        #expect(cut.contains("… and 250 more rows; `--format json` has them all."))
        #expect(cut.count < 65_536)
    }
}
