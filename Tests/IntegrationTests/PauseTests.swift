import Foundation
import Glibc
import TestSupport
import Testing

/// `pause` and `resume` edit a campaign's file, and the next pass takes note.
@Suite struct PauseTests {
    private static let now = "2026-06-01T10:00:00Z"
    private static let later = "2026-06-01T10:01:00Z"
    private static let daily = Samples.recurring("daily", "pattern: daily, timeOfDay: \"09:00\", timezone: UTC")

    private func text(_ site: Site, _ name: String) throws -> String {
        try String(contentsOfFile: "\(site.tree)/\(name)", encoding: .utf8)
    }

    private func changes(_ document: JSON) -> [String] {
        document["changes"]?.items.map { "\($0["campaignId"]?.text ?? "") \($0["action"]?.text ?? "")" } ?? []
    }

    @Test func `the next pass reports a pause and a resumption, and the file ends as it began`() throws {
        let before = Self.daily + "# the end\nstatus: \"active\" # for now"
        let site = try Site.greeting(["folder/other-name.yaml": before])
        try site.run("run", "--now", Self.now)
        let line = before.split(separator: "\n", omittingEmptySubsequences: false).count

        let paused = try site.run("pause", "daily", "--now", Self.now)
        #expect(paused.code == 0)
        let place = "\(site.tree)/folder/other-name.yaml:\(line)"
        #expect(paused.output == "\(place): status: active → paused\nThe next pass takes note.\n")
        #expect(try text(site, "folder/other-name.yaml") == before.replacing("\"active\" #", with: "\"paused\" #"))
        #expect(changes(try site.json("run", "--now", Self.later)) == ["daily pause"])

        let again = try site.run("pause", "daily", "--now", Self.later)
        #expect(again.code == 0)
        #expect(again.output == "daily is paused already: nothing to do in \(place)\n")

        let resumed = try site.json("resume", "daily", "--now", Self.later)
        #expect(
            resumed
                == .object([
                    "campaignId": "daily", "file": "folder/other-name.yaml", "line": .number(Double(line)),
                    "before": "paused", "after": "active", "changed": true,
                ]))
        #expect(try text(site, "folder/other-name.yaml") == before)
        #expect(changes(try site.json("run", "--now", Self.later)) == ["daily resume"])
        #expect(try site.json("resume", "daily", "--now", Self.later)["changed"] == false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.tree + "/folder") == ["other-name.yaml"])
    }

    @Test func `a campaign that says nothing of its status gets a line, one that needs none is left alone`() throws {
        let site = try Site.greeting(["daily.yaml": Self.daily])
        let settled = try site.json("resume", "daily", "--now", Self.now)
        #expect(settled["changed"] == false && settled["line"] == .null)
        #expect(try text(site, "daily.yaml") == Self.daily)
        let paused = try site.run("pause", "daily", "--now", Self.now)
        #expect(paused.output.hasPrefix("\(site.tree)/daily.yaml:3: status: paused (added; it was active)\n"))
        let added = Self.daily.replacing("type: recurring\n", with: "type: recurring\nstatus: paused\n")
        #expect(try text(site, "daily.yaml") == added)
    }

    @Test func `a status of the defaults is overruled in the campaign's file alone`() throws {
        let site = try Site.greeting(["daily.yaml": Self.daily])
        try site.write("_defaults.yaml", Samples.defaults + "status: paused\n")
        #expect(try site.json("pause", "daily", "--now", Self.now)["changed"] == false)
        #expect(try site.json("resume", "daily", "--now", Self.now)["before"] == "paused")
        #expect(try text(site, "daily.yaml").contains("type: recurring\nstatus: active\n"))
        #expect(try text(site, "_defaults.yaml") == Samples.defaults + "status: paused\n")
    }

    @Test func `an unknown id is CAMPAIGN_NOT_FOUND with the nearest name`() throws {
        let site = try Site.greeting(["daily.yaml": Self.daily])
        let result = try site.run("pause", "dayly", "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.error.contains("CAMPAIGN_NOT_FOUND") && result.error.contains("'daily'"), "\(result.error)")
    }

    @Test(arguments: [
        (daily + "status: draft\n", "daily.yaml:8", "a draft"), (daily + "status: cancelled\n", ":8", "cancelled"),
        (daily.replacing("type: rec", with: "type: &t rec") + "campaignName: &s active\nstatus: *s\n", ":9", "'*s'"),
        (daily + "status: !!str active\n", ":8", "tag"),
        (daily + "status: active\nstatus: active\n", ":9", "DUPLICATE_KEY"),
        (daily + "priority: high\n", ":8", "UNKNOWN_FIELD"), (daily + "a: [\n", ":9", "INVALID_YAML"),
        (daily + "status: |-\n  active\n", ":8", "several lines"),
    ])
    func `what can't be edited exactly is refused by place and left as it is`(
        text: String, place: String, reason: String
    ) throws {
        let site = try Site.greeting(["daily.yaml": text])
        let before = FolderPrint(site.tree)
        for verb in ["pause", "resume"] where verb == "pause" || !text.contains("active") {
            let result = try site.run(verb, "daily", "--now", Self.now)
            #expect(result.code == 1)
            #expect(result.output == "")
            #expect(result.error.contains(place) && result.error.contains(reason), "\(result.error)")
        }
        #expect(FolderPrint(site.tree) == before)
    }

    @Test func `a campaign of two files is refused with both names`() throws {
        let site = try Site.greeting(["a.yaml": Self.daily, "b.yaml": Self.daily])
        let result = try site.run("pause", "daily", "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.error.contains("a.yaml and of b.yaml"), "\(result.error)")
    }

    @Test func `a campaign whose file can't be read any more is named by its file`() throws {
        let site = try Site.greeting(["daily.yaml": Self.daily])
        try site.run("run", "--now", Self.now)
        try site.write("daily.yaml", bytes: Data(Self.daily.utf8) + Data([0xE9, 0x0A]))
        let result = try site.run("pause", "daily", "--now", Self.later)
        #expect(result.code == 1)
        #expect(result.error.contains("daily.yaml:8: INVALID_YAML"), "\(result.error)")
    }

    @Test func `an error of the defaults that holds all back is named before anything is edited`() throws {
        let site = try Site.greeting(["daily.yaml": Self.daily])
        try site.write("_defaults.yaml", "contacts: [\n")
        let before = FolderPrint(site.tree)
        let result = try site.run("pause", "daily", "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.error.contains("_defaults.yaml:2: INVALID_YAML"), "\(result.error)")
        #expect(FolderPrint(site.tree) == before)
    }

    @Test func `one of two campaigns that collide can be paused, and is held back when it is resumed`() throws {
        let site = try Site.greeting(["a.yaml": Self.daily])
        try site.write("b.yaml", Self.daily.replacing("campaignId: daily", with: "campaignId: other"))
        #expect(try site.run("validate", "--now", Self.now).output.contains("SCHEDULE_CONFLICT"))
        #expect(try site.run("pause", "other", "--now", Self.now).code == 0)
        #expect(try site.run("validate", "--now", Self.now).code == 0)
        let resumed = try site.run("resume", "other", "--now", Self.now)
        #expect(resumed.code == 2)
        #expect(resumed.error.contains("other is held back now, SCHEDULE_CONFLICT"), "\(resumed.error)")
    }

    @Test func `a file keeps its mode, and a link its target`() throws {
        let site = try Site.greeting(["shared/daily.txt": Self.daily])
        let target = "\(site.tree)/shared/daily.txt"
        try FileManager.default.createSymbolicLink(
            atPath: "\(site.tree)/daily.yaml", withDestinationPath: "shared/daily.txt")
        chmod(target, 0o640)
        #expect(try site.run("pause", "daily", "--now", Self.now).code == 0)
        #expect(try text(site, "shared/daily.txt").contains("status: paused\n"))
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: "\(site.tree)/daily.yaml") == "shared/daily.txt")
        var status = stat()
        #expect(stat(target, &status) == 0 && status.st_mode & 0o7777 == 0o640)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func `a file of another user stays that user's`() throws {
        let site = try Site.greeting(["daily.yaml": Self.daily])
        let path = "\(site.tree)/daily.yaml"
        #expect(chown(path, 65_534, 65_533) == 0)
        #expect(try site.run("pause", "daily", "--now", Self.now).code == 0)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_uid == 65_534 && status.st_gid == 65_533)
    }

    @Test(arguments: [(0o444, 0o755), (0o644, 0o555)])
    func `a file or folder that may not be written is left as it is, with a sentence`(
        file: Int, folder: Int
    ) throws {
        let site = try Site.greeting(["folder/daily.yaml": Self.daily])
        chmod("\(site.tree)/folder/daily.yaml", mode_t(file))
        chmod("\(site.tree)/folder", mode_t(folder))
        defer { chmod("\(site.tree)/folder", 0o755) }
        let result = try site.runAsOrdinaryUser("pause", "daily", "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.error.contains("folder/daily.yaml is left as it is: "), "\(result.error)")
        #expect(result.error.contains("Permission denied"))
        #expect(try text(site, "folder/daily.yaml") == Self.daily)
    }
}
