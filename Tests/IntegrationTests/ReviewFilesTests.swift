import Foundation
import TestSupport
import Testing

/// What the sample tree holds for a repository: two workflows and two hooks, as the README shows them.
@Suite struct ReviewFilesTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static func file(_ name: String) throws -> String {
        try String(contentsOfFile: "\(root)/campaigns.d/.ci/\(name)", encoding: .utf8)
    }

    @Test(arguments: ["github-actions.yaml", "gitlab-ci.yml", "pre-commit", "pre-commit-config.yaml"])
    func `the README shows what the sample tree holds`(_ name: String) throws {
        let readme = try String(contentsOfFile: Self.root + "/README.md", encoding: .utf8)
        let blocks = readme.components(separatedBy: "\n```").map { $0.drop { $0 != "\n" }.dropFirst() + "\n" }
        #expect(blocks.contains { $0 == (try? Self.file(name)) ?? "" }, "\(name)")
    }

    // MARK: The hook in .git/hooks

    private static let sound = Samples.recurring("a", "pattern: daily, timeOfDay: '10:00', timezone: UTC")
    private static let faulty = Samples.recurring("a", "pattern: daily, timeOfDay: '9 am', timezone: UTC")

    /// A repository whose first commit, made with the hook in place, is a sound tree.
    private func repository() throws -> Site {
        let site = try Site.greeting(["a.yaml": Self.sound])
        try site.write("_defaults.yaml", Samples.unremarked)
        try site.git("init", "--quiet", "--initial-branch=main")
        let hook = site.folder + "/.git/hooks/pre-commit"
        try FileManager.default.createDirectory(
            atPath: (hook as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Self.root + "/campaigns.d/.ci/pre-commit", toPath: hook)
        #expect(try commit(site, "git add --all campaigns.d &&").code == 0)
        return site
    }

    private func commit(_ site: Site, _ before: String = "", _ options: String = "") throws -> ChildProcess.Result {
        let scratch = site.folder + "/scratch"
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        let result = try site.shell(
            "\(before) git -c user.name=Test -c user.email=test@example.com commit --quiet -m change \(options)",
            environment: ["HOME": site.folder, "GIT_CONFIG_NOSYSTEM": "1", "TMPDIR": scratch])
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch) == [])
        return result
    }

    private func head(_ site: Site) throws -> String { try site.git("rev-parse", "HEAD").output }

    @Test func `the hook refuses a commit with a fault, at its place, and lets the mended one pass`() throws {
        let site = try repository()
        let before = try head(site)
        try site.write("a.yaml", Self.faulty)
        let refused = try commit(site, "", "--all")
        #expect(refused.code == 1 || refused.code == 2)
        #expect(
            (refused.output + refused.error).hasPrefix("a.yaml:4:43: error INVALID_SCHEDULE: "), "\(refused)")
        #expect(try head(site) == before)
        try site.write("a.yaml", Self.sound + "# mended\n")
        let passed = try commit(site, "", "--all")
        #expect(passed.code == 0, "\(passed)")
        #expect(try head(site) != before)
    }

    @Test func `the hook looks at what is committed, and not at what only stands in the folder`() throws {
        let site = try repository()
        try site.write("a.yaml", Self.faulty)
        try site.git("add", "campaigns.d")
        try site.write("a.yaml", Self.sound)
        #expect(try commit(site).code != 0)
        try site.write("a.yaml", Self.sound + "# mended\n")
        try site.git("add", "campaigns.d")
        try site.write("a.yaml", Self.faulty)
        #expect(try commit(site).code == 0)
    }

    @Test func `a commit of other files is none of the hook's business, and the last campaign may go`() throws {
        let site = try repository()
        try site.write("../notes.txt", "nothing\n")
        let other = try commit(site, "git add notes.txt && PATH=/usr/bin:/bin")
        #expect(other.code == 0, "\(other)")
        let gone = try commit(site, "git rm -r --quiet campaigns.d &&")
        #expect(gone.code == 0, "\(gone)")
    }

    // MARK: The hook of pre-commit

    @Test func `what pre-commit is told to start refuses a faulty tree and takes no file's name`() throws {
        let lines = try Self.file("pre-commit-config.yaml").split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let entry = try #require(lines.first { $0.hasPrefix("entry: ") }).dropFirst(7)
        #expect(lines.contains("pass_filenames: false") && lines.contains("language: system"))
        let pattern = try #require(lines.first { $0.hasPrefix("files: ") }).dropFirst(7)
        let files = try Regex(String(pattern))
        #expect("campaigns.d/a.yaml".firstMatch(of: files) != nil && "src/a.yaml".firstMatch(of: files) == nil)
        let site = try repository()
        #expect(try site.shell(String(entry)).code == 0)
        try site.write("a.yaml", Self.faulty)
        #expect(try site.shell(String(entry)).code == 2)
    }
}
