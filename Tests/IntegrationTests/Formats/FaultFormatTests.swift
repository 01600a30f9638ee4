import Foundation
import TestSupport
import Testing

/// Faults for the services that show them beside their line: annotations of GitHub Actions, and SARIF.
@Suite struct FaultFormatTests {
    private static let now = "2026-06-01T10:00:00Z"
    private static let oddName = "100%, a:b\n::error::\r c.yaml"

    private func site() throws -> Site {
        let site = try Site.greeting([:])
        try site.write("_defaults.yaml", Samples.unremarked)
        try site.write("sound.yaml", Samples.once("sound", at: "2026-07-01T10:00:00Z"))
        return site
    }

    @Test func `validate prints an annotation at the fault's place under the tree as it was typed`() throws {
        let site = try site()
        try site.write("group/weekly.yaml", Samples.recurring("weekly", "pattern: daily, timeOfDay: '25:00'"))
        for (typed, shown) in [
            ("campaigns.d", "campaigns.d"), ("./campaigns.d/", "campaigns.d"), ("'\(site.tree)'", "campaigns.d"),
            ("state/../campaigns.d", "state/../campaigns.d"),
        ] {
            let result = try site.shell(
                "mkdir -p state; campanile validate --now \(Self.now) --format github --config \(typed)")
            #expect(result.code == 2)
            let lines = result.output.split(separator: "\n")
            let error = lines.first { $0.hasPrefix("::error") }
            #expect(
                error?.hasPrefix("::error file=\(shown)/group/weekly.yaml,line=4,col=43,title=INVALID_SCHEDULE::'sch")
                    == true, "\(result.output)")
            #expect(
                lines.last?.hasSuffix("1 valid campaign in \(typed.filter { $0 != "'" }.trimmingSuffix("/")).") == true)
        }
        let here = try site.shell("cd campaigns.d && campanile validate --now \(Self.now) --format github --config .")
        #expect(here.output.contains("::error file=group/weekly.yaml,line=4,"))
    }

    @Test func `what could end an annotation or begin another is escaped`() throws {
        let site = try site()
        try site.write(Self.oddName, "campaignId: odd\n\"bogus%\": 1\n")
        let result = try site.shell("campanile validate --now \(Self.now) --format github")
        #expect(result.code == 2)
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        let file = "file=campaigns.d/100%25%2C a%3Ab%0A%3A%3Aerror%3A%3A%0D c.yaml,"
        #expect(lines.count > 3 && lines.dropLast(2).allSatisfy { $0.hasPrefix("::error \(file)") }, "\(result.output)")
        #expect(!result.output.unicodeScalars.contains("\r"))
        // The message has the name as it stands but for the per cent sign; the way out follows on a line of its own.
        #expect(lines.contains { $0.contains("title=UNKNOWN_FIELD::") && $0.contains("'bogus%25") })
        #expect(lines.contains { $0.contains("title=MISSING_FIELD::") && $0.contains("%0A") }, "\(result.output)")
    }

    @Test func `a terminal is shown no control character of a file's name or values`() throws {
        let site = try site()
        try site.write("a\u{1B}]0;x\u{7}\nb.yaml", "campaignId: \"\\e[31m\\nodd\"\n\"bog\\eus\": 1\n")
        for format in ["text", "sarif", "json"] {
            let result = try site.shell("campanile validate --now \(Self.now) --format \(format)")
            #expect(result.code == 2)
            #expect(result.output.contains("UNKNOWN_FIELD"))
            let controls = result.output.unicodeScalars.filter {
                $0.properties.generalCategory == .control && $0 != "\n"
            }
            #expect(controls.isEmpty, "\(format): \(result.output)")
        }
        let text = try site.shell("campanile validate --now \(Self.now)")
        let place = "a\u{FFFD}]0;x\u{FFFD}\u{FFFD}b.yaml:2:1: error UNKNOWN_FIELD"
        #expect(text.output.contains(place), "\(text.output)")
    }

    @Test func `warnings are annotations too, and a sound tree is one plain line`() throws {
        let site = try site()
        #expect(
            try site.shell("campanile validate --now \(Self.now) --format github").output
                == "No faults: 1 valid campaign in campaigns.d.\n")
        try site.write("daily.yaml", Samples.recurring("daily", "pattern: daily, timeOfDay: '10:00'"))
        let result = try site.shell("campanile validate --now \(Self.now) --format github")
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("::warning file=campaigns.d/daily.yaml,line="), "\(result.output)")
        #expect(result.output.contains("title=NO_TIMEZONE::"))
    }

    @Test func `a dry run prints annotations and a plain summary`() throws {
        let site = try site()
        try site.write("broken.yaml", "campaignId: broken\ntype: recurrent\n")
        let result = try site.shell(
            "campanile run --dry-run --format github --now 2026-07-01T10:00:00Z --detailed-exitcode")
        #expect(result.code == 2)
        #expect(result.error == "")
        let lines = result.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("::error file=campaigns.d/broken.yaml,line=") == true)
        #expect(lines.last?.hasSuffix("; 1 changed, 1 run, 3 messages to send.") == true, "\(result.output)")
        try site.remove("broken.yaml")
        let sound = try site.shell("campanile run --dry-run --format github --now \(Self.now) --detailed-exitcode")
        #expect(sound.code == 3)
        #expect(sound.output == "Dry run: 1 changed.\n")
    }

    @Test func `SARIF has its version, a driver with all rules, and a result with rule, level, place and text`() throws
    {
        let site = try site()
        try site.write("broken.yaml", "campaignId: broken\ntype: recurrent\n")
        try site.write(Self.oddName, Samples.recurring("daily", "pattern: daily, timeOfDay: '11:00'"))
        let result = try site.shell("campanile validate --now \(Self.now) --format sarif")
        #expect(result.code == 2)
        let log = try Site.read(result)
        #expect(log.keys == ["$schema", "version", "runs"])
        #expect(log["version"] == "2.1.0" && log["$schema"]?.text?.hasSuffix("/sarif-2.1.0.json") == true)
        #expect(log["runs"]?.items.count == 1)
        let run = try #require(log["runs"]?[0])
        let driver = try #require(run["tool"]?["driver"])
        #expect(driver["name"] == "campanile" && driver["version"]?.text?.isEmpty == false)
        let rules = driver["rules"]?.items ?? []
        #expect(Set(rules.compactMap { $0["id"]?.text }).count == rules.count && rules.count >= 27)
        for rule in rules {
            #expect(rule["shortDescription"]?["text"]?.text?.isEmpty == false)
            #expect(["error", "warning"].contains(rule["defaultConfiguration"]?["level"]?.text ?? ""))
        }
        let results = run["results"]?.items ?? []
        #expect(results.count >= 3)
        for result in results {
            let index = Int(result["ruleIndex"]?.number ?? -1)
            #expect(rules.indices.contains(index) && rules[index]["id"] == result["ruleId"])
            #expect(["error", "warning"].contains(result["level"]?.text ?? ""))
            #expect(result["message"]?["text"]?.text?.isEmpty == false)
            let place = result["locations"]?[0]?["physicalLocation"]
            #expect(place?["artifactLocation"]?["uriBaseId"] == "%SRCROOT%")
            #expect(place?["region"]?["startLine"]?.number ?? 0 >= 1)
            #expect(place?["region"]?["startColumn"]?.number ?? 0 >= 1)
        }
        let uris = Set(
            results.compactMap { $0["locations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"]?.text })
        #expect(
            uris == ["campaigns.d/broken.yaml", "campaigns.d/100%25%2C%20a%3Ab%0A%3A%3Aerror%3A%3A%0D%20c.yaml"])
    }

    @Test func `SARIF of a tree elsewhere has absolute URIs, and of a sound one no results`() throws {
        let site = try site()
        #expect(try site.shell("campanile validate --now \(Self.now) --format sarif").code == 0)
        try site.write("broken.yaml", "campaignId: broken\ntype: recurrent\n")
        let log = try Site.read(
            site.shell("cd / && campanile validate --now \(Self.now) --format sarif --config \"$TMPDIR/campaigns.d\""))
        // Under the working folder / everything is relative.
        let place = log["runs"]?[0]?["results"]?[0]?["locations"]?[0]?["physicalLocation"]?["artifactLocation"]
        #expect(place?["uri"]?.text?.hasPrefix("/") == false && place?["uriBaseId"] == "%SRCROOT%")
        let elsewhere = try Site.read(
            site.shell(
                "cd /usr && campanile validate --now \(Self.now) --format sarif --config \"$TMPDIR/campaigns.d\""))
        let far = elsewhere["runs"]?[0]?["results"]?[0]?["locations"]?[0]?["physicalLocation"]?["artifactLocation"]
        #expect(far?["uri"]?.text == "file://\(site.tree)/broken.yaml")
        #expect(far?["uriBaseId"] == nil)
    }

    @Test(arguments: [
        (["validate", "--format", "markdown"], ["text", "json", "github", "sarif"]),
        (["run", "--dry-run", "--format", "sarif"], ["text", "json", "github", "markdown"]),
        (["run", "--format", "github"], ["text", "json"]), (["run", "--format", "markdown"], ["text", "json"]),
        (["list", "--format", "github"], ["text", "json"]),
        (["backfill", "a", "--from", now, "--until", now, "--format", "markdown"], ["text", "json"]),
    ])
    func `a format that a command doesn't take is wrong usage, and those that it takes are named`(
        arguments: [String], formats: [String]
    ) throws {
        let site = try site()
        let result = try site.start(arguments).finish()
        #expect(result.code == 64)
        #expect(result.output == "")
        for format in formats { #expect(result.error.contains("'\(format)'"), "\(result.error)") }
        for other in ["sarif", "markdown", "github"] where !formats.contains(other) && !arguments.contains(other) {
            #expect(!result.error.contains("'\(other)'"), "\(result.error)")
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
