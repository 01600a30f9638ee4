import Audience
import CampaignModel
import TestSupport
import Testing

struct JSONLinesTests {
    private let now = at("2026-06-01T10:00:00Z")

    private func contacts(_ bytes: [UInt8]) throws -> [Contact] {
        let folder = try TemporaryFolder()
        try folder.write(bytes, to: "contacts.jsonl")
        var found: [Contact] = []
        try ContactReader(root: folder.path, now: now)
            .forEach(in: ContactSource(type: .jsonl, path: "contacts.jsonl", id: "userId")) { found.append($0) }
        return found
    }

    private func contacts(_ text: String) throws -> [Contact] { try contacts(Array(text.utf8)) }

    @Test
    func `each line is a contact with its fields as they are, and null is a field that it lacks`() throws {
        #expect(
            try contacts(#"{"userId":"u1","age":30,"score":1.5,"vip":true,"tags":["a"],"city":null,"note":""}"# + "\n")
                == [
                    Contact(
                        id: "u1",
                        fields: [
                            "userId": .string("u1"), "age": .integer(30), "score": .number(1.5), "vip": .bool(true),
                            "tags": .array([.string("a")]), "note": .string(""),
                        ])
                ])
    }

    @Test
    func `blank lines, CRLF, a byte order mark and a last line without an end are no trouble`() throws {
        let text = "\u{FEFF}{\"userId\":\"u1\"}\r\n\n \t\r\n{\"userId\":\"u2\"}\n{\"userId\":\"u3\"}"
        #expect(try contacts(text).map(\.id) == ["u1", "u2", "u3"])
        #expect(try contacts("") == [])
    }

    @Test(arguments: [
        ("7", "7"), ("-1", "-1"), ("1.0", "1"), ("9223372036854775807", "9223372036854775807"), ("\"07\"", "07"),
    ])
    func `a whole number as id is its decimal text`(id: String, text: String) throws {
        #expect(try contacts("{\"userId\":\(id)}").map(\.id) == [text])
    }

    @Test(arguments: [
        ("{\"userId\":\"u1\"}\n\n{\"userId\":}\n", 3, "column 11: this is not JSON"),
        ("{\"userId\":\"u1\"}\n[1]\n", 2, "this is no JSON object; write {\"userId\": …} on a line of its own"),
        ("{\"userId\":\"u1\",\"userId\":\"u2\"}", 1, "column 16: 'userId' stands here a second time"),
        ("{\"id\":1}", 1, "the recipient's id ('userId') is missing"),
        ("{\"userId\":null}", 1, "the recipient's id ('userId') is missing"),
        ("{\"userId\":\"\"}", 1, "the recipient's id ('userId') is empty"),
        ("{\"userId\":\"a\\u0000b\"}", 1, "the recipient's id holds a NUL character"),
        ("{\"userId\":1.5}", 1, "is no whole number of 64 bits; make it a text, in quotes"),
        ("{\"userId\":12345678901234567890}", 1, "is no whole number of 64 bits"),
        ("{\"userId\":true}", 1, "must be a text or a whole number"),
        ("{\"userId\":[\"a\"]}", 1, "must be a text or a whole number"),
        ("{\"userId\":\"u1\"} {\"userId\":\"u2\"}", 1, "column 17: something follows the end of the JSON"),
    ])
    func `a line that can't be taken is an error at its place`(text: String, line: Int, reason: String) throws {
        let error = try #require(throws: AudienceError.self) { _ = try contacts(text) }
        #expect(error.description.contains("contacts.jsonl:\(line): "), "\(error)")
        #expect(error.description.contains(reason), "\(error)")
    }

    @Test
    func `text that isn't UTF-8 is refused`() throws {
        let error = try #require(throws: AudienceError.self) {
            _ = try contacts(Array("{\"userId\":\"".utf8) + [0xFF] + Array("\"}".utf8))
        }
        #expect(error.description.contains("isn't UTF-8"))
    }

    @Test(arguments: [0, 1])
    func `a line may have 1 MiB and no more`(more: Int) throws {
        let empty = #"{"userId":"u1","x":""}"#
        let line = "{\"userId\":\"u1\",\"x\":\"\(String(repeating: "x", count: 1_048_576 - empty.utf8.count + more))\"}"
        let text = "{\"userId\":\"u0\"}\n\(line)\n{\"userId\":\"u2\"}\n"
        if more == 0 {
            #expect(try contacts(text).map(\.id) == ["u0", "u1", "u2"])
        } else {
            let error = try #require(throws: AudienceError.self) { _ = try contacts(text) }
            #expect(
                error.description.hasSuffix("contacts.jsonl:2: the line is longer than 1 MiB; write one object a line"))
        }
    }

    @Test
    func `lines of every length come whole, wherever a part of the file ends`() throws {
        let seed: UInt64 = 65_536
        var generator = SeededGenerator(seed: seed)
        let lengths = (0..<300).map { _ in generator.number(0...3_000) }
        let text = lengths.enumerated().map { "{\"userId\":\($0),\"x\":\"\(String(repeating: "y", count: $1))\"}\n" }
            .joined()
        let found = try contacts(text)
        #expect(found.map(\.id) == lengths.indices.map(String.init), "seed \(seed)")
        #expect(
            found.map { $0.fields["x"] } == lengths.map { .string(String(repeating: "y", count: $0)) }, "seed \(seed)")
    }

    @Test
    func `a file that isn't there is named as the tree names it`() throws {
        let source = ContactSource(type: .jsonl, path: "lost.jsonl", id: "userId")
        let error = try #require(throws: AudienceError.self) {
            try ContactReader(root: "/nowhere", now: now).forEach(in: source) { _ in }
        }
        #expect(error == .notFound(path: "lost.jsonl"))
    }
}
