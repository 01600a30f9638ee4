import CampaignFiles
import CampaignModel
import Testing

@Suite struct NotYetKeptTests {
    private func diagnostics(_ more: String) throws -> [String] {
        let reading = try TemporaryTree(SoundTree.files.merging(["c.yaml": SoundTree.campaign(more: more)]) { $1 })
            .readAll(now: "2026-06-01T00:00:00Z", knowledge: .none)
        return reading.diagnostics.filter { $0.code == .invalidValue }.map {
            "\($0.severity.rawValue) \($0.code.rawValue) \($0.message)"
        }
    }

    @Test func `notifications that this version would not send are warned of`() throws {
        #expect(
            try diagnostics("notifications: { onComplete: { enabled: true, channels: [email] } }")
                == ["warning INVALID_VALUE this version reads 'notifications' and sends none"])
    }

    @Test func `notifications that are off are passed over`() throws {
        #expect(try diagnostics("notifications: { onComplete: { enabled: false } }").isEmpty)
    }
}
