import Foundation
import TestSupport
import Testing

/// `campanile schema`. That it says what the reader says is tested beside the reader.
@Suite struct SchemaTests {
    private static let kinds = ["campaign", "defaults", "segment", "channel", "calendar", "template"]
    private static let samples = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "campaigns.d").path

    private func campanile(_ arguments: String...) throws -> ChildProcess.Result {
        try ChildProcess(Binary.path, arguments, environment: ["PATH": "/usr/bin:/bin"]).finish()
    }

    @Test(arguments: kinds)
    func `the sample tree holds the schema that the command prints`(_ kind: String) throws {
        let printed = try campanile("schema", kind)
        #expect(printed.code == 0 && printed.error == "")
        let committed = try String(contentsOfFile: "\(Self.samples)/.schema/\(kind).json", encoding: .utf8)
        #expect(printed.output == committed, "a definition has changed: 'make schema' writes the files anew")
    }

    @Test func `every sample names its schema in its first line`() throws {
        for case let path as String in FileManager.default.enumerator(atPath: Self.samples) ?? .init()
        where path.hasSuffix(".yaml") && !path.hasPrefix(".") {
            let text = try String(contentsOfFile: "\(Self.samples)/\(path)", encoding: .utf8)
            let match = try #require(text.firstMatch(of: /^# yaml-language-server: \$schema=(.+)\n/), "\(path)")
            let folder = (path as NSString).deletingLastPathComponent
            #expect(FileManager.default.fileExists(atPath: "\(Self.samples)/\(folder)/\(match.1)"), "\(path)")
        }
    }

    @Test func `a campaign's is printed where no kind is named`() throws {
        #expect(try campanile("schema").output == campanile("schema", "campaign").output)
    }

    @Test func `what the defaults give is not asked of a campaign's file`() throws {
        let folder = try TemporaryFolder()
        let defaults = try folder.write("targetAudience: { type: all }\ntype: recurring\n", to: "_defaults.yaml")
        let schema = try JSON(campanile("schema", "--defaults", defaults).output)
        #expect(schema["required"]?.items.compactMap(\.text) == ["campaignId", "schedule", "messageConfig"])
        let whole = try JSON(campanile("schema").output)
        #expect(
            whole["required"]?.items.compactMap(\.text) == [
                "campaignId", "type", "schedule", "targetAudience", "messageConfig",
            ])
    }

    @Test func `defaults that can't be read are named`() throws {
        let folder = try TemporaryFolder()
        let missing = try campanile("schema", "--defaults", "\(folder.path)/none.yaml")
        #expect(missing.code == 1 && missing.error.contains("none.yaml:1:1: it can't be read"))
        let broken = try folder.write("a: [\n", to: "broken.yaml")
        let result = try campanile("schema", "--defaults", broken)
        #expect(result.code == 1 && result.error.contains("broken.yaml:") && result.output.isEmpty)
    }

    @Test func `a kind that there isn't is wrong usage`() throws {
        #expect(try campanile("schema", "campagne").code == 64)
        #expect(try campanile("schema", "segment", "--defaults", "x").code == 64)
    }
}
