import CampaignFiles
import CampaignModel
import Testing

@Suite struct NeverTestedTests {
    private func found(
        _ more: String = "", lint: String? = nil, knowledge: StateKnowledge = .none
    ) throws -> (codes: [String], isAccepted: Bool) {
        var files = SoundTree.files
        files["c.yaml"] = SoundTree.campaign(more: more)
        files["_defaults.yaml"] = lint.map { "lint: { NEVER_TESTED: \($0) }\n" }
        let reading = try TemporaryTree(files).readAll(knowledge: knowledge)
        let codes = reading.diagnostics.filter { $0.code == .neverTested }.map {
            "\($0.severity.rawValue) \($0.file ?? ""):\($0.line ?? 0):\($0.column ?? 0)"
        }
        return (codes, reading.files.contains { $0.declaration != nil })
    }

    @Test func `an active campaign that was never tried is warned of at its campaignId, without a state file too`()
        throws
    {
        #expect(try found().codes == ["warning c.yaml:1:13"])
        #expect(try found(knowledge: .campaigns(["c"])).codes == ["warning c.yaml:1:13"])
    }

    @Test func `one that was tried, or isn't active, is passed over`() throws {
        #expect(try found(knowledge: .campaigns(["c"], tried: ["c"])).codes == [])
        for status in ["draft", "paused", "cancelled"] { #expect(try found("status: \(status)").codes == []) }
    }

    @Test func `the defaults turn it off, or into an error that holds the campaign back`() throws {
        #expect(try found(lint: "off").codes == [])
        let refused = try found(lint: "error")
        #expect(refused.codes == ["error c.yaml:1:13"] && !refused.isAccepted)
        #expect(try found(lint: "error", knowledge: .none.takingAllAsTried).isAccepted)
    }
}
