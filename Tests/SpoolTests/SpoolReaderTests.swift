import CampaignModel
import Glibc
import ScheduleEngine
import Spool
import TestSupport
import Testing

/// What waits in the folder is read once, whatever else lies there.
struct SpoolReaderTests {
    private let folder: TemporaryFolder
    private let spool: SpoolFolder
    private let now = at("2026-06-01T09:00:00Z")

    init() throws {
        folder = try TemporaryFolder()
        spool = SpoolFolder(path: folder.path)
    }

    private func line(_ id: String) -> String { #"{"id":"\#(id)","event":"e","userId":"u"}"# + "\n" }

    private func batches(limit: Int, marks: [String: SpoolMark] = [:]) throws -> [SpoolBatch] {
        let reader = SpoolReader(folder: spool)
        var found: [SpoolBatch] = []
        while let batch = try reader.next(limit: limit, now: now, marks: { marks }) { found.append(batch) }
        return found
    }

    @Test func `a line without a newline at the end of its file counts, and an empty one doesn't`() throws {
        try folder.write(line("1") + "\r\n  \n" + line("2").dropLast(), to: "a.jsonl")
        let batch = try #require(try batches(limit: 100).first)
        #expect(batch.events.map(\.id) == ["1", "2"])
        #expect(batch.parts.map(\.isFinished) == [true] && batch.parts[0].rejected.isEmpty)
    }

    @Test func `a file that one batch doesn't hold goes on where the last one ended`() throws {
        try folder.write((0..<10).map { line("\($0)") }.joined(), to: "a.jsonl")
        let found = try batches(limit: 4)
        #expect(found.map { $0.events.map(\.id).joined() } == ["0123", "4567", "89"])
        let mark = try #require(found.first?.parts.first?.after)
        #expect(mark.line == 4 && mark.position == 4 * line("0").utf8.count)
        // As after a crash, from what the state file knows.
        let again = try batches(limit: 100, marks: ["a.jsonl": mark])
        #expect(again.map { $0.events.map(\.id).joined() } == ["456789"])
    }

    @Test func `what is known of another file of that name says nothing`() throws {
        try folder.write(line("1"), to: "a.jsonl")
        let mark = SpoolMark(name: "a.jsonl", stamp: "another", position: 5, line: 1)
        #expect(try batches(limit: 9, marks: ["a.jsonl": mark]).first?.events.count == 1)
    }

    @Test func `hidden names, folders, other endings and links are left alone, and links are said`() throws {
        for name in [".draft.jsonl", "notes.txt", "b.json"] { try folder.write(line(name), to: name) }
        mkdir(folder.file("folder.jsonl"), 0o755)
        mkdir(folder.file("rejected"), 0o755)
        symlink("/etc/hostname", folder.file("link.jsonl"))
        mkfifo(folder.file("pipe.jsonl"), 0o644)
        let reader = SpoolReader(folder: spool)
        #expect(try reader.next(limit: 9, now: now, marks: { [:] }) == nil)
        #expect(reader.troubles.map(\.name) == ["link.jsonl", "pipe.jsonl"])
    }

    @Test func `a line of more than 1 MiB is set aside with its file, and those around it are taken`() throws {
        let long =
            #"{"id":"x","event":"e","userId":"u","fields":{"a":""# + String(repeating: "a", count: 3 << 20) + "\"}}\n"
        try folder.write(line("1") + long + line("2"), to: "a.jsonl")
        let batch = try #require(try batches(limit: 9).first)
        #expect(batch.events.map(\.id) == ["1", "2"])
        #expect(batch.parts.first?.rejected.map(\.line) == [2] && batch.parts.first?.rejected.first?.text == nil)
        #expect(batch.parts.first?.after.isKept == true)
    }

    @Test func `an event is put in once by its id`() throws {
        let event = Event(id: "1", event: "e", userId: "u", at: now, fields: ["plan": .string("pro")])
        #expect(try spool.put(event))
        #expect(try !spool.put(event))
        #expect(try batches(limit: 9).first?.events == [event])
    }

    @Test func `lines set aside stand behind those that are certain, and those that aren't go`() throws {
        let lines = ["a", "b"].map { RejectedLine(file: "x.jsonl", line: 1, reason: $0, text: "{") }
        let length = try spool.reject([lines[0]], into: "x.jsonl", behind: 0)
        _ = try spool.reject([lines[1]], into: "x.jsonl", behind: length)
        // A crash came before the second was recorded, so it comes again.
        _ = try spool.reject([lines[1]], into: "x.jsonl", behind: length)
        let text = try folder.text(of: "rejected/x.jsonl")
        #expect(text.split(separator: "\n").count == 2)
        #expect(spool.rejectedName(for: "x.jsonl") == "x.1.jsonl")
    }
}
