@testable import CampaignFiles
import Testing

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws(ImportFault) -> VerbatimJSON { try JSONParser.parse(Array(text.utf8)) }

    @Test func `members keep their order, numbers their digits, texts their characters`() throws {
        let value = try parse(
            "\u{FEFF} {\"b\": [1.50, -0, 1E5, true, false, null, {}, []],\r\n\"a\": \"\\ud83d\\ude00\\u00e9é\\n\\/\\\"\"}\n"
        )
        #expect(
            value
                == .object([
                    .init(
                        name: "b",
                        value: .array([
                            .number("1.50"), .number("-0"), .number("1E5"), .bool(true), .bool(false), .null,
                            .object([]),
                            .array([]),
                        ])), .init(name: "a", value: .string("😀éé\n/\"")),
                ]))
    }

    struct Case: Sendable {
        var text: String
        var line: Int
        var column: Int
        var message: String

        init(_ text: String, _ line: Int, _ column: Int, _ message: String) {
            self.text = text
            self.line = line
            self.column = column
            self.message = message
        }
    }

    static let malformed: [Case] = [
        Case("", 1, 1, "ends too early"), Case("{\n  \"é\": ,\n}", 2, 8, "not JSON"),
        Case("{\"a\": 1,}", 1, 9, "name of a member"),
        Case("[1,\n2\n", 3, 1, "']' was expected"), Case("[1 2]", 1, 4, "']' was expected"),
        Case("{\"a\" 1}", 1, 6, "':' was"),
        Case("{a: 1}", 1, 2, "double quotes"), Case("[01]", 1, 2, "no number"), Case("[1.]", 1, 2, "no number"),
        Case("[-]", 1, 2, "no number"), Case("[1e]", 1, 2, "no number"), Case("[.5]", 1, 2, "not JSON"),
        Case("[tru]", 1, 2, "not JSON"), Case("\"a\nb\"", 1, 3, "control character"), Case("[\"a", 1, 2, "left open"),
        Case("[\"\\x\"]", 1, 3, "no such escape"), Case("[\"\\ud83d\"]", 1, 3, "no such escape"),
        Case("[\"\\ud83d\\u0041\"]", 1, 3, "no such escape"), Case("[\"\\u12", 1, 3, "no such escape"),
        Case("[\"\\", 1, 3, "no such escape"),
        Case("{\"a\": 1,\n \"a\": 2}", 2, 2, "second time"), Case("{} {}", 1, 4, "follows the end"),
        Case("[1, // one\n2]", 1, 5, "not JSON"),
        Case(String(repeating: "[", count: 100_000), 1, 65, "nested more than 64"),
    ]

    @Test(arguments: malformed)
    func `what is not JSON is refused at its place`(_ one: Case) {
        do {
            let value = try parse(one.text)
            Issue.record("taken: \(value)")
        } catch {
            #expect(error.line == one.line && error.column == one.column, "\(one.text.prefix(40)): \(error)")
            #expect(error.message.contains(one.message), "\(error.message)")
        }
    }

    @Test func `bytes that aren't UTF-8 are refused`() {
        #expect(throws: ImportFault.self) { try JSONParser.parse(Array("[\"".utf8) + [0xE9] + Array("\"]".utf8)) }
    }
}
