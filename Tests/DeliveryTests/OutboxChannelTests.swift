import CampaignModel
import Delivery
import Foundation
import ScheduleEngine
import TestSupport
import Testing

struct OutboxChannelTests {
    private let folder: TemporaryFolder
    private let name = "out/daily-tips/20260601T090000Z.jsonl"

    init() throws { folder = try TemporaryFolder() }

    private func channel() throws -> OutboxChannel {
        try OutboxChannel(
            folder: folder.file("out"), campaignId: "daily-tips", scheduledFor: at("2026-06-01T09:00:00Z"))
    }

    private func message(_ id: String, text: String? = "Hi") -> Message {
        Message(
            idempotencyKey: "key-\(id)", campaignId: "daily-tips", scheduledFor: at("2026-06-01T09:00:00Z"),
            recipientId: id, address: id, variation: nil, templateId: "hello", subject: nil, text: text, html: nil)
    }

    @Test
    func `a line holds what the contract names, in its order, without what is absent`() async throws {
        var full = message("u1", text: "Hi \"Ann\"\n\u{1}é😀\\")
        full.variation = "Morning"
        full.subject = "S"
        full.html = "<b>H</b>"
        #expect(try await channel().deliver([full, message("u2", text: nil)]) == [.sent, .sent])
        #expect(
            try folder.text(of: name)
                == #"{"idempotencyKey":"key-u1","campaignId":"daily-tips","scheduledFor":"2026-06-01T09:00:00Z","#
                + #""recipientId":"u1","variation":"Morning","templateId":"hello","subject":"S","#
                + #""text":"Hi \"Ann\"\n\u0001é😀\\","html":"<b>H</b>"}"# + "\n"
                + #"{"idempotencyKey":"key-u2","campaignId":"daily-tips","scheduledFor":"2026-06-01T09:00:00Z","#
                + #""recipientId":"u2","templateId":"hello"}"# + "\n")
    }

    @Test
    func `batches follow one another, and so do processes`() async throws {
        let first = try channel()
        _ = await first.deliver([message("u1")])
        _ = await first.deliver([message("u2"), message("u3")])
        _ = try await channel().deliver([message("u4")])
        #expect(try folder.text(of: name).split(separator: "\n").count == 4)
    }

    @Test
    func `a killed process's messages are sent where their line is whole, and never left where it isn't`() async throws
    {
        let first = try channel()
        _ = await first.deliver([message("u0")])
        let marker = try first.prepare()
        _ = await first.deliver([message("u1"), message("u2")])
        let whole = try folder.bytes(of: name)
        let lines = try folder.text(of: name).split(separator: "\n").map { $0.utf8.count + 1 }
        for torn in 0...(lines[1] + lines[2]) {
            let handle = try FileHandle(forWritingTo: URL(filePath: folder.file(name)))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(whole.prefix(lines[0] + torn)))
            try handle.close()
            let found = try channel().recover([message("u1"), message("u2"), message("u9")], marker: marker)
            let first: Recovery = torn >= lines[1] ? .sent : .neverLeft
            let second: Recovery = torn == lines[1] + lines[2] ? .sent : .neverLeft
            #expect(found == [first, second, .neverLeft], "torn after \(torn)")
            let kept = lines[0] + (first == .sent ? lines[1] : 0) + (second == .sent ? lines[2] : 0)
            #expect(try folder.bytes(of: name) == Array(whole.prefix(kept)), "torn after \(torn)")
        }
    }

    @Test
    func `after a torn line is removed, the next line begins a line`() async throws {
        let first = try channel()
        let marker = try first.prepare()
        _ = await first.deliver([message("u1"), message("u2")])
        let whole = try folder.bytes(of: name)
        try FileHandle(forWritingTo: URL(filePath: folder.file(name))).truncate(atOffset: UInt64(whole.count - 5))
        let second = try channel()
        #expect(try second.recover([message("u1"), message("u2")], marker: marker) == [.sent, .neverLeft])
        _ = await second.deliver([message("u2")])
        #expect(try folder.bytes(of: name) == whole)
    }

    @Test
    func `in another file nobody can know, and nothing of it is removed`() async throws {
        let first = try channel()
        let marker = try first.prepare()
        _ = await first.deliver([message("u1")])
        // Made beside the old one and put in its place, so that it can't be given the old one's inode.
        try folder.write("not ours, and no line feed", to: "other")
        #expect(rename(folder.file("other"), folder.file(name)) == 0)
        #expect(try channel().recover([message("u1")], marker: marker) == [.unknown])
        #expect(try folder.text(of: name) == "not ours, and no line feed")
    }

    @Test
    func `in a file that has become shorter nobody can know`() async throws {
        let first = try channel()
        _ = await first.deliver([message("u0")])
        let marker = try first.prepare()
        try FileHandle(forWritingTo: URL(filePath: folder.file(name))).truncate(atOffset: 3)
        #expect(try channel().recover([message("u1")], marker: marker) == [.unknown])
    }

    @Test(arguments: [nil, "", "12", "a:b", "1:-5", "1:2:3"])
    func `without a mark that can be read nobody can know`(marker: String?) async throws {
        let channel = try channel()
        _ = await channel.deliver([message("u1")])
        #expect(try channel.recover([message("u1")], marker: marker) == [.unknown])
    }

    @Test
    func `a message's own text can't pass for a line or a key`() async throws {
        let first = try channel()
        let marker = try first.prepare()
        _ = await first.deliver([message("u1", text: "\n{\"idempotencyKey\":\"key-u2\"}\n")])
        #expect(try channel().recover([message("u1"), message("u2")], marker: marker) == [.sent, .neverLeft])
    }

    @Test
    func `what was in hand when the file was taken away is unknown, also where the new file looks the same`()
        async throws
    {
        let marker = try channel().prepare()
        try FileManager.default.removeItem(atPath: folder.file("out/daily-tips/20260601T090000Z.jsonl"))
        // The file system may well give the new file the old one's inode; the mark says length 0, as is the new file's.
        #expect(try channel().recover([message("u1")], marker: marker) == [.unknown])
    }

    @Test
    func `a folder that can't be made and a link in the file's place are errors`() throws {
        try folder.write("a file", to: "out")
        #expect(throws: DeliveryError.self) { _ = try channel() }
        let other = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: other.file("out/daily-tips"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: other.file(name), withDestinationPath: other.file("elsewhere"))
        #expect(throws: DeliveryError.self) {
            _ = try OutboxChannel(
                folder: other.file("out"), campaignId: "daily-tips", scheduledFor: at("2026-06-01T09:00:00Z"))
        }
        #expect(!FileManager.default.fileExists(atPath: other.file("elsewhere")))
    }

    /// A full disk as the kernel's limit on a file's size makes one: the write is cut short, the next is refused. The
    /// limit is of the whole process, and so large that no other test comes near it.
    @Test
    func `where the disk is full none of a batch's lines is there, and the channel stops`() async throws {
        let limit: UInt64 = 1 << 30
        let channel = try channel()
        _ = await channel.deliver([message("u0")])
        let handle = try FileHandle(forWritingTo: URL(filePath: folder.file(name)))
        try handle.truncate(atOffset: limit - 100)
        let before = try channel.prepare()
        signal(SIGXFSZ, SIG_IGN)
        var old = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old)
        var small = rlimit(rlim_cur: rlim_t(limit), rlim_max: old.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &small)
        let outcomes = await channel.deliver([message("u1"), message("u2")])
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old)
        #expect(outcomes.count == 2)
        for outcome in outcomes {
            guard case .channelStopped = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
        #expect(try channel.prepare() == before, "not a byte more than before")
        try handle.truncate(atOffset: 0)
        #expect(await channel.deliver([message("u1")]) == [.sent])
    }
}
