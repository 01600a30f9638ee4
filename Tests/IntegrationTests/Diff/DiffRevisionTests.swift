import Foundation
import TestSupport
import Testing

/// `diff` with a git revision, read without a checkout and without a trace.
@Suite struct DiffRevisionTests {
    private static let daily = at("10:00")

    private static func at(_ time: String) -> String { "pattern: daily, timeOfDay: '\(time)', timezone: UTC" }

    private func repository() throws -> Site {
        let site = try Site.greeting([
            "a.yaml": Samples.recurring("a", Self.daily), "b.yaml": Samples.recurring("b", Self.at("12:00")),
        ])
        try site.write("_defaults.yaml", Samples.unremarked)
        try site.commitFirst()
        return site
    }

    @Test(arguments: ["main", "HEAD", "HEAD~1", "v1", ":/the tree", "main@{0}"])
    func `a revision is compared however it is called`(name: String) throws {
        let site = try repository()
        try site.git("tag", "-a", "v1", "-m", "one")
        if name == "HEAD~1" { try site.commit("nothing") }
        try site.write("group/c.yaml", Samples.once("c", at: "2026-06-02T10:00:00Z"))
        try site.remove("b.yaml")
        let before = FolderPrint(site.tree)
        let (result, leftovers) = try site.diff("'\(name)' --detailed-exitcode")
        #expect(result.code == 3, "\(result.error)")
        #expect(result.output.contains("-  delete  b\n+  create  c\n"), "\(result.output)")
        #expect(leftovers == [])
        #expect(FolderPrint(site.tree) == before)
        #expect(try site.git("status", "--porcelain").output.contains("campaigns.d/b.yaml"))
    }

    @Test func `the tree may lie deep in the repository, and the working folder anywhere`() throws {
        let site = try repository()
        try site.git("mv", "campaigns.d", "moved")
        try site.git("commit", "--quiet", "-m", "moved")
        let before = FolderPrint(site.folder + "/moved")
        let result = try site.diff("HEAD --config \"$TMPDIR/../moved\"").result
        #expect(result.code == 0 && result.output.hasSuffix("\nNothing changes.\n"), "\(result)")
        #expect(FolderPrint(site.folder + "/moved") == before)
        // The revision before had no folder of that name.
        let (fresh, leftovers) = try site.diff("HEAD~1 --config moved")
        #expect(fresh.code == 0 && fresh.error == "")
        #expect(fresh.output.contains("\nHEAD~1 has no files of this tree: everything counts as new.\n"))
        #expect(fresh.output.contains("+  create  a\n+  create  b\n"))
        #expect(leftovers == [])
    }

    @Test func `a hook's variables, attributes and filters of the repository change nothing`() throws {
        let site = try repository()
        try site.write(".gitattributes", "a.yaml export-ignore\n*.yaml filter=evil\nb.yaml export-subst\n")
        try site.commit("attributes")
        try site.git("config", "filter.evil.smudge", "touch \(site.folder)/ran; cat")
        let result = try site.diff(
            "HEAD", environment: ["GIT_DIR": ".git", "GIT_WORK_TREE": "nowhere", "GIT_INDEX_FILE": "nowhere"]
        ).result
        #expect(result.code == 0 && result.output.hasSuffix("\nNothing changes.\n"), "\(result)")
        #expect(!FileManager.default.fileExists(atPath: site.folder + "/ran"))
    }

    @Test(arguments: ["nowhere", "-main", "--output=stolen", "^main", "main..HEAD", "main:campaigns.d", " ", ""])
    func `what is no revision exits 1 with a sentence, and nothing is left behind`(name: String) throws {
        let site = try repository()
        let (result, leftovers) = try site.diff("-- '\(name)'")
        #expect(result.code == 1, "\(name): \(result)")
        #expect(result.output == "")
        #expect(
            result.error.hasPrefix("campanile: there is neither a folder '\(name)' nor a revision"), "\(result.error)")
        #expect(leftovers == [])
        #expect(!FileManager.default.fileExists(atPath: site.folder + "/stolen"))
    }

    @Test func `no repository, no git and no room are each a sentence`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.daily)])
        // The site's folder may itself lie in a repository of somebody's.
        let alone = ["GIT_CEILING_DIRECTORIES": (site.folder as NSString).deletingLastPathComponent]
        let none = try site.diff("main", environment: alone)
        #expect(none.result.code == 1 && none.result.error.contains("not a git repository"), "\(none.result)")
        #expect(none.leftovers == [])
        let bare = ["PATH": site.folder]
        try FileManager.default.createSymbolicLink(atPath: site.folder + "/campanile", withDestinationPath: Binary.path)
        let missing = try site.diff("main", environment: bare)
        #expect(missing.result.code == 1 && missing.result.error.contains("'git', which"), "\(missing.result)")
        #expect(missing.leftovers == [])
        let full = try site.diff("main", environment: ["TMPDIR": site.folder + "/nowhere"]).result
        #expect(full.code == 1 && full.error.contains("$TMPDIR"), "\(full)")
        // A folder of that name needs neither.
        #expect(try site.diff("campaigns.d", environment: bare).result.code == 0)
    }

    @Test func `a link in the revision leads nowhere, and a faulty revision is a note`() throws {
        let site = try repository()
        try FileManager.default.createSymbolicLink(
            atPath: site.tree + "/secret.yaml", withDestinationPath: "/etc/passwd")
        try FileManager.default.createSymbolicLink(atPath: site.tree + "/out", withDestinationPath: site.folder)
        try FileManager.default.createSymbolicLink(atPath: site.tree + "/same.yaml", withDestinationPath: "a.yaml")
        try site.write("deep/er/c.yaml", Samples.recurring("c", Self.at("14:00")))
        try FileManager.default.createSymbolicLink(atPath: site.tree + "/linked", withDestinationPath: "deep/er")
        try site.commit("links")
        for name in ["secret.yaml", "out", "same.yaml", "linked"] { try site.remove(name) }
        let (result, leftovers) = try site.diff("HEAD")
        #expect(result.code == 0, "\(result)")
        #expect(result.error == "" && !result.output.contains("root:"))
        // Two files declare a and two c there, so that neither counts.
        #expect(result.output.contains("+  create  a\n+  create  c\n") && !result.output.contains("create  b"))
        #expect(result.output.contains("HEAD has 6 errors itself"), "\(result.output)")
        #expect(leftovers == [])
    }

    @Test(arguments: ["..", ".", "a.yaml/x"])
    func `a repository made by hand writes nowhere but in the temporary folder`(name: String) throws {
        let site = try repository()
        // What git itself would never store: a folder called '..', and a file below a link.
        let script = """
            blob=$(echo 'campaignId: evil' | git hash-object -w --stdin)
            link=$(printf .. | git hash-object -w --stdin)
            inner=$(printf '100644 blob %s\\tevil.yaml\\n' $blob | git mktree)
            case \(name) in
            *x) tree=$(printf '120000 blob %s\\ta.yaml\\n040000 tree %s\\ta.yaml\\n' $link $inner | git mktree) ;;
            *) tree=$(printf '040000 tree %s\\t\(name)\\n' $inner | git mktree) ;;
            esac
            root=$(printf '040000 tree %s\\tcampaigns.d\\n' $tree | git mktree)
            git tag evil $(git -c user.name=T -c user.email=t@example.com commit-tree -m evil $root)
            """
        let made = try site.shell(script, environment: ["HOME": site.folder])
        guard made.code == 0 else { return print("left out: this git makes no such tree: \(made.error)") }
        let before = FolderPrint(site.folder, leavingOut: ["scratch"])
        let (result, leftovers) = try site.diff("evil")
        #expect(result.code == 1 && result.output == "", "\(result)")
        #expect(leftovers == [])
        #expect(FolderPrint(site.folder, leavingOut: ["scratch"]) == before)
    }

    @Test func `files of any name and any size are read as they would be in the tree`() throws {
        let site = try repository()
        try site.write("odd \n|'\"$(touch ran).yaml", Samples.recurring("odd", Self.at("16:00")))
        try site.write("large.yaml", String(repeating: "# padding\n", count: 200_000))
        try site.write("empty.json", "")
        try site.commit("odd")
        #expect(try site.diff("HEAD").result.code == 2)
        try site.remove("large.yaml")
        try site.remove("empty.json")
        let result = try site.diff("HEAD").result
        #expect(result.code == 0 && result.output.contains("HEAD has 2 errors itself"), "\(result)")
        #expect(result.output.hasSuffix("\nNothing changes.\n"))
        #expect(!FileManager.default.fileExists(atPath: site.folder + "/ran"))
    }

    @Test func `a signal that comes while the revision is read ends the command without a trace`() throws {
        let site = try repository()
        // Sends the signal at the very moment, to whoever started it.
        let script = "#!/bin/sh\nkill -TERM $PPID\nexec /usr/bin/git \"$@\"\n"
        let program = site.folder + "/git"
        #expect(
            FileManager.default.createFile(
                atPath: program, contents: Data(script.utf8), attributes: [.posixPermissions: 0o755]))
        let binaries = (Binary.path as NSString).deletingLastPathComponent
        let (result, leftovers) = try site.diff(
            "HEAD", environment: ["PATH": "\(site.folder):\(binaries):/usr/bin:/bin"])
        #expect(result.code == 1 && result.output == "", "\(result)")
        #expect(result.error == "campanile: it was stopped before both trees were read\n")
        #expect(leftovers == [])
    }
}
