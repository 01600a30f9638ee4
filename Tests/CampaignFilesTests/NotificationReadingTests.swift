import CampaignFiles
import CampaignModel
import Testing

@Suite struct NotificationReadingTests {
    private func read(_ notifications: String, channel: String? = nil) throws -> TreeReading {
        var files = SoundTree.files
        files["c.yaml"] = SoundTree.campaign(more: "notifications: \(notifications)")
        files["channels/email.yaml"] = channel
        return try TemporaryTree(files).readAll()
    }

    private func faults(_ reading: TreeReading) -> [String] {
        reading.diagnostics.filter { [.channelNotFound, .missingField].contains($0.code) }.map {
            "\($0.severity.rawValue) \($0.line ?? 0):\($0.column ?? 0) \($0.message)"
        }
    }

    @Test func `a channel that isn't there is a warning at its place, and the campaign stays valid`() throws {
        let reading = try read("{ onComplete: { channels: [outbox, email], recipients: [a@example.com] } }")
        #expect(faults(reading) == ["warning 6:51 there is no channel 'email', so that nobody is told by it"])
        let declaration = try #require(reading.files.compactMap(\.declaration).first)
        #expect(declaration.noticeChannels == [.builtInOutbox])
    }

    @Test func `the declaration carries the channels, so that notices can go when the tree has moved on`() throws {
        let reading = try read(
            "{ onFailure: { channels: [email], recipients: [a@example.com] } }",
            channel: "{ type: email, server: \"smtp://localhost\", from: \"a@example.com\" }")
        #expect(faults(reading) == [])
        let declaration = try #require(reading.files.compactMap(\.declaration).first)
        #expect(declaration.noticeChannels?.map(\.type) == [.email])
    }

    @Test func `who isn't named is warned of`() throws {
        #expect(
            faults(try read("{ onStart: { channels: [outbox] } }")) == [
                "warning 6:27 'notifications.onStart' names no recipients, so that nobody is told"
            ])
    }

    @Test func `notifications that are off are passed over`() throws {
        let reading = try read("{ onComplete: { enabled: false, channels: [email] } }")
        #expect(faults(reading) == [])
        #expect(reading.files.compactMap(\.declaration).first?.noticeChannels == nil)
    }
}
