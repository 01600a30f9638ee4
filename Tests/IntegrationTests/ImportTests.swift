import Foundation
import TestSupport
import Testing

/// `import` writes what the reference API answers as files of the tree.
@Suite struct ImportTests {
    private static let now = "2024-06-20T10:00:00Z"

    private func file(_ site: Site, _ text: String) throws -> String {
        let path = site.folder + "/response.json"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// All that the reference's campaigns refer to.
    private func site() throws -> Site {
        let site = try Site.greeting([:])
        try site.write("segments/seg123.yaml", "{ type: csv, path: contacts.csv, id: userId }\n")
        try site.write("templates/tmpl123.mustache", "Hello {{firstName}}!\n")
        return site
    }

    @Test func `the reference's get response becomes a campaign that runs`() throws {
        let site = try site()
        let result = try site.run("import", try file(site, ReferenceResponses.get), "--now", Self.now)
        #expect(result.code == 0, "\(result.output)")
        #expect(result.output.contains("\(site.tree)/camp123.yaml: written\n  left out, the server's own: _id\n"))
        #expect(result.output.contains("\n1 campaign written, "))
        #expect(try site.run("validate", "--now", Self.now).code == 0)
        let upcoming = try site.json("upcoming", "--now", Self.now)
        #expect(upcoming.items.first?["runAt"] == "2024-06-24T14:00:00Z", "as the reference says")
    }

    @Test func `the reference's list response is written, and what it lacks is shown with exit 2`() throws {
        let site = try site()
        let report = try site.json("import", try file(site, ReferenceResponses.list), "--now", Self.now)
        let row = report["campaigns"]?[0]
        #expect(row?["action"] == "write" && row?["file"] == "camp123.yaml")
        #expect(row?["serverFields"] == .array(["_id", "execution", "statistics"]))
        #expect(report["diagnostics"]?.items.contains { $0["code"] == "MISSING_FIELD" } == true)
        #expect(FileManager.default.fileExists(atPath: site.tree + "/camp123.yaml"), "it stays")
        #expect(try site.run("import", site.folder + "/response.json", "--now", Self.now).code == 1)
        try site.remove("camp123.yaml")
        #expect(try site.run("import", site.folder + "/response.json", "--now", Self.now).code == 2)
    }

    @Test func `a dry run shows what would be written and writes nothing`() throws {
        let site = try site()
        let path = try file(site, ReferenceResponses.get)
        let before = FolderPrint(site.folder)
        let result = try site.run("import", path, "--dry-run", "--now", Self.now)
        #expect(result.code == 0)
        #expect(result.output.contains("camp123.yaml: would be written"))
        #expect(result.output.contains("  | messageConfig:\n  |   templateId: tmpl123\n"))
        let content = try site.json("import", path, "--dry-run", "--now", Self.now)["campaigns"]?[0]?["content"]?.text
        #expect(FolderPrint(site.folder) == before)
        try site.run("import", path, "--now", Self.now)
        #expect(try String(contentsOfFile: site.tree + "/camp123.yaml", encoding: .utf8) == content)
    }

    @Test func `a campaign or a file that is there is skipped and stays as it is`() throws {
        let site = try site()
        try site.write("folder/mine.yaml", "campaignId: one\n")
        try site.write("two.yaml", "campaignId: other\n")
        try FileManager.default.createSymbolicLink(
            atPath: site.tree + "/three.yaml", withDestinationPath: site.folder + "/outside.yaml")
        let before = FolderPrint(site.tree)
        let path = try file(site, #"[{"campaignId": "one"}, {"campaignId": "two"}, {"campaignId": "three"}]"#)
        let result = try site.run("import", path, "--now", Self.now)
        #expect(result.code == 1)
        #expect(result.output.contains("one: skipped: \(site.tree)/folder/mine.yaml declares it already\n"))
        #expect(result.output.contains("two: skipped: \(site.tree)/two.yaml exists"))
        #expect(result.output.contains("three: skipped: "))
        #expect(result.output.hasSuffix("0 campaigns written, 3 skipped.\n"))
        #expect(FolderPrint(site.tree) == before)
        #expect(!FileManager.default.fileExists(atPath: site.folder + "/outside.yaml"))
    }

    @Test func `ids that would climb out of the tree write nothing anywhere`() throws {
        let site = try site()
        let before = FolderPrint(site.folder, leavingOut: ["response.json"])
        let result = try site.run("import", try file(site, #"[{"campaignId": "../x"}, {"campaignId": "a/../../x"}]"#))
        #expect(result.code == 1)
        #expect(result.output.contains("'../x' can't be a campaignId"))
        #expect(FolderPrint(site.folder, leavingOut: ["response.json"]) == before)
    }

    @Test func `what can't be read ends it with a sentence that names the line`() throws {
        let site = try site()
        let malformed = try site.run("import", try file(site, "{\"data\": [\n  {\"campaignId\": oops}\n]}"))
        #expect(malformed.code == 1)
        #expect(malformed.error == "campanile: \(site.folder)/response.json:2:18: this is not JSON\n")
        let missing = try site.run("import", site.folder + "/none.json")
        #expect(missing.code == 1)
        #expect(missing.error.contains("none.json can't be read: No such file"))
        let folder = try site.run("import", site.folder)
        #expect(folder.code == 1)
        #expect(folder.error.contains("can't be read: Is a directory"))
        let endless = try site.run("import", "/dev/zero")
        #expect(endless.code == 1)
        #expect(endless.error.contains("larger than 16 MiB; import it in parts"))
    }

    @Test func `standard input is read where the file is a dash, and a tree is made where there is none`() throws {
        let site = try site()
        let path = try file(site, ReferenceBodies.oneTime)
        let tree = site.folder + "/new/campaigns.d"
        let shell = try ChildProcess(
            "/bin/sh", ["-c", "'\(Binary.path)' import - --config '\(tree)' --state '\(site.state)' < '\(path)'"],
            environment: ["PATH": "/usr/bin:/bin"])
        let result = shell.finish()
        #expect(result.code == 2, "its template is missing: \(result.error)")
        #expect(result.output.contains("TEMPLATE_NOT_FOUND"))
        #expect(try String(contentsOfFile: tree + "/camp456.yaml", encoding: .utf8).hasPrefix("campaignId: camp456\n"))
    }
}
