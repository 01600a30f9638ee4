import CampaignModel
import Foundation
import TestSupport
import Testing

@testable import Audience

/// RFC 4180, as far as files in the field keep to it.
struct CSVReaderTests {
    private func records(_ content: some Sequence<UInt8>) throws -> [[String]] {
        let folder = try TemporaryFolder()
        let reader = try CSVReader(path: try folder.write(content, to: "contacts.csv"))
        var records: [[String]] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    private func records(_ text: String) throws -> [[String]] { try records(Array(text.utf8)) }

    @Test(arguments: [
        ("", []),
        ("a", [["a"]]),
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a,b\n", [["a", "b"]]),
        ("\u{FEFF}\"a\",b\n", [["a", "b"]]),
        ("a,,\n,,\n", [["a", "", ""], ["", "", ""]]),
        ("\"\",x\n", [["", "x"]]),
        ("\"a,b\",\"c\"\"d\"\n", [["a,b", "c\"d"]]),
        ("\"a\nb\",c\n", [["a\nb", "c"]]),
        ("\"a\r\nb\",c\r\nd,e\r\n", [["a\r\nb", "c"], ["d", "e"]]),
        ("\"\"\"\"\n", [["\""]]),
        ("a\n\n\nb\n\n", [["a"], ["b"]]),
        (" a , b \n", [[" a ", " b "]]),
        ("5\" pipe,x\n", [["5\" pipe", "x"]]),
        ("a\rb,c\n", [["a\rb", "c"]]),
        ("naïve,日本語,😀\n", [["naïve", "日本語", "😀"]]),
    ])
    func `a file's records are what RFC 4180 says`(text: String, expected: [[String]]) throws {
        #expect(try records(text) == expected)
    }

    @Test
    func `random tables are read back, whatever is in their cells`() throws {
        let seed: UInt64 = 4_180
        var generator = SeededGenerator(seed: seed)
        let pieces = ["a", "\"", ",", "\n", "\r\n", "é", "😀", " ", "", "long words", "\r"]
        for number in 0..<150 {
            let width = generator.number(2...6)
            let table = (0..<generator.number(1...30)).map { _ in
                (0..<width).map { _ in (0..<generator.number(0...6)).map { _ in generator.pick(pieces) }.joined() }
            }
            let end = generator.pick(["\n", "\r\n"])
            let text = table.map { row in
                row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + end
            }.joined()
            let read = try records(text)
            try #require(read == table, "seed \(seed), table \(number): \(text.debugDescription)")
        }
    }

    @Test
    func `fields that cross the reader's buffer stay whole`() throws {
        for length in [65_530, 65_535, 65_536, 65_537, 200_000] {
            let long = String(repeating: "x", count: length)
            #expect(try records("\(long),b\n\"\(long)\"\"\",\r\n") == [[long, "b"], [long + "\"", ""]])
        }
    }

    @Test(arguments: [
        ("a,b\n1,\"2\n3\n", 2, "never closed"),
        ("a,b\n\n\"x\"y,2\n", 3, "follows a closing quote"),
        ("a\n\"l1\nl2\"\n\"b\"c\n", 4, "follows a closing quote"),
        ("a\n\"b\"\rc\n", 2, "follows a closing quote"),
    ])
    func `a quote out of place is an error at its record's line`(text: String, line: Int, reason: String) throws {
        let error = try #require(throws: AudienceError.self) { _ = try records(text) }
        guard case .malformed(let path, let found, let words) = error else {
            Issue.record(error)
            return
        }
        #expect(found == line)
        #expect(words.contains(reason))
        #expect(error.description.hasPrefix("\(path):\(line): "))
    }

    @Test
    func `text that isn't UTF-8 is an error at its line`() throws {
        for bytes in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xE9, 0x6C]] as [[UInt8]] {
            let error = try #require(throws: AudienceError.self) { _ = try records(Array("a\nb\n".utf8) + bytes) }
            guard case .malformed(_, let line, let reason) = error else {
                Issue.record(error)
                return
            }
            #expect(line == 3)
            #expect(reason.contains("UTF-8"))
        }
    }

    @Test
    func `a field of more than a mebibyte is taken for a quote left open`() throws {
        let error = try #require(throws: AudienceError.self) {
            _ = try records("a\n\"" + String(repeating: "x\n", count: 600_000))
        }
        #expect(error.description.contains("longer than 1 MiB"))
    }

    @Test
    func `what isn't a regular file is refused at once`() throws {
        let folder = try TemporaryFolder()
        mkfifo(folder.file("fifo"), 0o600)
        for name in ["fifo", ".", "nowhere.csv"] {
            #expect(throws: AudienceError.self) { _ = try CSVReader(path: folder.file(name)) }
        }
        #expect(throws: AudienceError.notFound(path: folder.file("nowhere.csv"))) {
            _ = try CSVReader(path: folder.file("nowhere.csv"))
        }
    }

    @Test
    func `a file that may not be read says so`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a\n", to: "contacts.csv")
        chmod(path, 0)
        let error = try #require(throws: AudienceError.self) { try asOrdinaryUser { _ = try CSVReader(path: path) } }
        #expect(error == .unreadable(path: path, reason: "Permission denied"))
    }
}
