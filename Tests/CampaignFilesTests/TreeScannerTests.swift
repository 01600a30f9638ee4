@testable import CampaignFiles
import CampaignModel
import Foundation
import Testing

@Suite struct TreeScannerTests {
    private func tree() throws -> TemporaryTree {
        try TemporaryTree(["a.yaml": "a", "group/b.yml": "b", "group/c.json": "c", "templates/t.mustache": "t"])
    }

    @Test func `only names that mean something are listed`() throws {
        let tree = try tree()
        for path in [
            "_defaults.yaml", "_draft.yaml", ".hidden.yaml", "group/_defaults.yaml", ".git/x.yaml", "_old/x.yaml",
            "readme.md", "x.mustache", "templates/sub/u.mustache", "calendars/h.ics", "h.ics", "yaml", ".yaml",
            "templates/x.ics",
        ] { try tree.write(path, "x") }
        #expect(
            try tree.scan().files.map(\.path) == [
                "_defaults.yaml", "a.yaml", "calendars/h.ics", "group/b.yml", "group/c.json",
                "templates/sub/u.mustache",
                "templates/t.mustache",
            ])
    }

    @Test func `the digest stays while nothing changes`() throws {
        let tree = try tree()
        let first = try tree.scan()
        try tree.write("notes.md", "no campaign")
        #expect(try tree.scan().digest == first.digest)
        #expect(first.newestChange > 1_600_000_000)
    }

    @Test func `the digest changes when a file is written, added, removed or renamed`() throws {
        let tree = try tree()
        var last = try tree.scan().digest
        func changed() throws -> Bool {
            let before = last
            last = try tree.scan().digest
            return last != before
        }
        try tree.write("a.yaml", "longer")
        #expect(try changed())
        try tree.write("d.yaml", "d")
        #expect(try changed())
        try FileManager.default.moveItem(atPath: tree.root + "/d.yaml", toPath: tree.root + "/e.yaml")
        #expect(try changed())
        try tree.remove("e.yaml")
        #expect(try changed())
        // The same size again: the times alone tell.
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: tree.root + "/a.yaml")
        #expect(try changed())
    }

    @Test func `digests of the buckets survive being written down, and tell where files differ`() throws {
        let tree = try tree()
        let before = try tree.scan().buckets
        let kept = try #require(TreeBuckets(bytes: before.bytes))
        #expect(kept == before)
        #expect(TreeBuckets(bytes: Array(before.bytes.dropLast())) == nil)
        try tree.write("a.yaml", "longer")
        let changed = [TreeBuckets.bucket(of: "a.yaml")]
        #expect(try tree.scan().buckets.differing(from: kept) == changed)
        var open = try tree.scan().buckets
        #expect(try tree.scan().buckets.differing(from: open) == [])
        open.open(bucketOf: "a.yaml")
        #expect(try tree.scan().buckets.differing(from: open) == changed)
    }

    @Test func `a stamp survives being written down`() throws {
        let stamp = try #require(try tree().scan().files.first?.stamp)
        #expect(FileStamp(text: stamp.text) == stamp)
        for text in ["", "x", String(repeating: "g", count: 32), "+" + String(repeating: "0", count: 31)] {
            #expect(FileStamp(text: text) == nil)
        }
    }

    @Test func `a root that can't be listed is an error with a way out`() throws {
        let tree = try tree()
        #expect(throws: TreeError.notFound(path: tree.root + "/none")) {
            try TreeScanner.scan(root: tree.root + "/none")
        }
        #expect(throws: TreeError.notADirectory(path: tree.root + "/a.yaml")) {
            try TreeScanner.scan(root: tree.root + "/a.yaml")
        }
    }

    @Test func `a link inside the tree is followed, one that leaves it is refused`() throws {
        let tree = try tree()
        try tree.link("inside.yaml", to: "a.yaml")
        try tree.link("folder", to: "group")
        try tree.link("outside.yaml", to: "/etc/hostname")
        try tree.link("away", to: "/etc")
        try tree.link("loop", to: ".")
        try tree.link("self.yaml", to: "self.yaml")
        try tree.link("nowhere.yaml", to: "gone.yaml")
        let files = try tree.scan().files
        #expect(files.filter { $0.problem == nil }.map(\.path).contains("folder/b.yml"))
        #expect(files.filter { $0.problem == nil }.map(\.path).contains("inside.yaml"))
        let found = try tree.readAll().diagnostics.filter { $0.code != .missingField && $0.code != .invalidYAML }
        #expect(
            Set(found.map { "\($0.code.rawValue) \($0.file ?? "")" }) == [
                "UNSAFE_PATH away", "UNSAFE_PATH outside.yaml", "UNSAFE_PATH loop", "UNSAFE_PATH self.yaml",
            ])
        #expect(try tree.readAll().diagnostics.contains { $0.file == "nowhere.yaml" && $0.code == .invalidYAML })
    }

    @Test func `a pipe with a campaign's name doesn't block`() throws {
        let tree = try tree()
        #expect(mkfifo(tree.root + "/pipe.yaml", 0o600) == 0)
        let faults = try tree.readAll().diagnostics.filter { $0.file == "pipe.yaml" }
        #expect(faults.map(\.code) == [.invalidYAML])
    }

    @Test func `a folder that is nested too deep is refused`() throws {
        let tree = try tree()
        let path = Array(repeating: "d", count: DirectoryWalk.deepest).joined(separator: "/")
        try tree.write(path + "/x.yaml", "x")
        #expect(try tree.readAll().diagnostics.contains { $0.code == .limitExceeded })
    }
}
