@testable import CampaignFiles
import Foundation
import Testing

@Suite struct FileReplacementTests {
    @Test func `a file that somebody changed in between is left as it is`() throws {
        let tree = try TemporaryTree(["a.yaml": "campaignId: b\n"])
        let former = Array("campaignId: a\n".utf8)
        #expect {
            try FileReplacement(root: tree.root, file: "a.yaml").replace(former, with: Array("new\n".utf8))
        } throws: { "\($0)".contains("somebody changed it") }
        #expect(try String(contentsOfFile: tree.root + "/a.yaml", encoding: .utf8) == "campaignId: b\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: tree.root) == ["a.yaml"])
    }

    @Test func `what lies outside of the tree is never written`() throws {
        let other = try TemporaryTree(["a.yaml": "campaignId: a\n"])
        let tree = try TemporaryTree()
        try tree.link("a.yaml", to: other.root + "/a.yaml")
        #expect {
            let former = Array("campaignId: a\n".utf8)
            try FileReplacement(root: tree.root, file: "a.yaml").replace(former, with: Array("new\n".utf8))
        } throws: { "\($0)".contains("outside of the tree") }
        #expect(try String(contentsOfFile: other.root + "/a.yaml", encoding: .utf8) == "campaignId: a\n")
    }
}
