@testable import CampaignFiles
import TestSupport
import Testing

@Suite struct YAMLTests {
    private func parse(_ text: String) -> ParsedSource { parse(Array(text.utf8)) }
    private func parse(_ bytes: [UInt8]) -> ParsedSource { bytes.withUnsafeBufferPointer { YAMLSource.parse($0) } }
    private func scalar(_ text: String) -> CoreScalar? { parse("a: \(text)\n").root?.value(for: "a")?.scalar }

    @Test(arguments: [
        "no", "No", "yes", "on", "off", "y", "10:00", "22:30", "1_000", "2026-12-25T10:00:00Z", "2026-12-25", "0b1",
        "1e", "+",
        "--", ".", "0o8", "0x", "trUe", "nul", "'1'", "\"true\"", "!!str 1", "! 1", "0o-7", "0x+1",
    ])
    func `what YAML 1.1 guessed at is text`(_ text: String) { #expect(scalar(text) == .string) }

    @Test(arguments: [
        ("true", CoreScalar.bool(true)), ("True", .bool(true)), ("FALSE", .bool(false)), ("null", .null), ("~", .null),
        ("", .null),
        ("12", .integer(12)), ("-0", .integer(0)), ("+7", .integer(7)), ("0755", .integer(755)), ("0o17", .integer(15)),
        ("0xfF", .integer(255)), ("1.5", .number(1.5)), ("-.5", .number(-0.5)), ("1.", .number(1)),
        ("1e3", .number(1_000)),
        (".inf", .number(.infinity)), ("-.INF", .number(-.infinity)), ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("!!int 3", .integer(3)),
    ])
    func `plain scalars are what YAML 1.2's core schema says`(_ text: String, _ value: CoreScalar) {
        #expect(scalar(text) == value)
    }

    @Test func `not a number is a number`() {
        guard case .number(let value) = scalar(".nan") else {
            Issue.record("no number")
            return
        }
        #expect(value.isNaN)
    }

    @Test func `a JSON surrogate pair is one character and places after it are right`() {
        let source = parse(#"{"a": "\ud83d\ude00\/\\ud83d\u00e9", "b": 1}"#)
        #expect(source.root?.value(for: "a")?.text == "😀/\\ud83dé")
        #expect(source.root?.value(for: "b")?.column == 43)
        #expect(!parse(#"{"a": "\ud83d"}"#).isWhole)
    }

    @Test func `a byte order mark is passed over, other encodings are refused`() {
        #expect(parse([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8)).root?.value(for: "a")?.column == 4)
        #expect(parse([0xFF, 0xFE, 0x61, 0x00]).faults.map(\.message) == ["the file is UTF-16, not UTF-8"])
        #expect(parse(Array("a".utf16).flatMap { [UInt8(0), UInt8(truncatingIfNeeded: $0)] }).faults.count == 1)
    }

    @Test(
        arguments: [[0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3], [0x80]]
            as [[UInt8]])
    func `bytes that aren't UTF-8 are refused at their place`(_ bytes: [UInt8]) {
        let faults = parse(Array("é: 1\nb: é".utf8) + bytes + Array("x\n".utf8)).faults
        #expect(faults.map(\.line) == [2])
        #expect(faults.map(\.column) == [5])
    }

    @Test(arguments: [
        "{\n\t\"a\": 1,\n\t\"b\": [\n\t\t2\n\t]\n}\n", "{\"a\":1,\"b\":[2]}", "{ \"a\" : 1\r\n, \"b\" : [ 2 ] }",
        "{\"b\":[2],\"\(String(repeating: "k", count: 900))\":0,\"a\":1}", "\n\n{\"a\":1e0,\"b\":[2]}",
    ])
    func `JSON is read however it is laid out`(_ text: String) {
        let source = parse(text)
        #expect(source.faults.isEmpty)
        #expect(source.root?.value(for: "b")?.elements.first?.scalar == .integer(2))
        #expect(source.root?.value(for: "a") != nil)
    }

    @Test func `an alias stands for what it names, at its own place`() {
        let root = parse("a: &x [1, 2]\nb: *x\n").root
        #expect(root?.value(for: "b")?.elements.count == 2)
        #expect(root?.value(for: "b")?.line == 2)
    }

    @Test(arguments: ["[", "{a: ", "- ", "? ", "[{a: "])
    func `a megabyte of open brackets is refused at once`(_ text: String) {
        let clock = ContinuousClock()
        let bytes = Array(String(repeating: text, count: (1 << 20) / text.utf8.count).utf8)
        let time = clock.measure { #expect(!parse(bytes).faults.isEmpty) }
        #expect(time < .seconds(2))
    }

    @Test(arguments: ["templates/t.mustache", "calendars/c.ics"])
    func `what isn't text in a file that isn't YAML is on the line that a line feed begins`(_ path: String) throws {
        let tree = try TemporaryTree()
        try tree.write(path, Array("a\rb\r\nc".utf8) + [0xBC])
        let fault = try #require(try tree.readAll().diagnostics.first { $0.file == path })
        #expect(fault.line == 2 && fault.column == 2)
    }

    @Test func `a file of more values than anybody writes is refused where there are too many`() throws {
        let elements = NodeBuilder.mostNodes - 3
        let most = parse("a: [" + String(repeating: "x,", count: elements) + "]\n")
        #expect(most.faults.isEmpty && most.root?.value(for: "a")?.elements.count == elements)
        for value in ["x,", "[],", "{},"] {
            let text = "a: [" + String(repeating: value, count: NodeBuilder.mostNodes) + "]\n"
            let fault = try #require(parse(text).faults.first)
            #expect(fault.code == .limitExceeded)
            #expect(fault.column == 5 + value.count * elements)
        }
        let aliases = "a: &a x\nb: [" + String(repeating: "*a ,", count: NodeBuilder.mostNodes) + "]\n"
        #expect(parse(aliases).faults.map(\.code) == [.limitExceeded])
    }

    @Test func `directives without end are refused before they are compared with each other`() {
        let text = (0..<60_000).map { "%TAG !\($0)! x\n" }.joined() + "---\na: 1\n"
        let source = parse(text)
        #expect(source.faults.map(\.code) == [.limitExceeded])
        #expect(source.faults.map(\.line) == [101])
        #expect(parse("%TAG !a! x\n---\na: 1\n").faults.isEmpty)
    }

    @Test(arguments: ["a: 1\n", "a: 1\r\n", "a: 1\r", "a: 1\u{85}", "a: 1\u{2028}", "\u{FEFF}a: 1\n"])
    func `what is missing at the end of a text is missing on its last line`(_ start: String) {
        let text = start + "b: ["
        #expect(parse(text).faults.map { "\($0.line):\($0.column)" } == ["2:5"])
        #expect(parse(text + "\n").faults.map { "\($0.line):\($0.column)" } == ["3:1"])
    }

    @Test(arguments: ["b", "b\n", "'b", "\"b\n\n"])
    func `what is never finished is at fault where it begins, wherever the text ends`(_ last: String) {
        #expect(parse("a: 1\n" + last).faults.map { "\($0.line):\($0.column)" } == ["2:1"])
    }

    @Test func `a key without a value at the end of a text has its last place`() {
        #expect(parse("a: 1\n? status").root?.value(for: "status").map { [$0.line, $0.column] } == [2, 9])
    }

    @Test(arguments: ["a: 1\rb: \u{7}", "a: 1\u{85}b: \u{7}", "a: 1\u{2029}b: \u{7}"])
    func `a character that YAML forbids is on the line that YAML counts`(_ text: String) {
        #expect(parse(text).faults.map { "\($0.line):\($0.column)" } == ["2:4"])
    }

    @Test func `a character that JSON must not hold is where the file has it, behind a pair of surrogates`() {
        #expect(parse("{\"a\":\"\\ud83d\\ude00\u{7}\"}").faults.map(\.column) == [19])
    }

    @Test func `a mapping of many keys is read in linear time and its duplicate found`() {
        let text = (0..<40_000).map { "k\($0): 1\n" }.joined() + "k5: 2\n"
        #expect(parse(text).faults.map(\.line) == [40_001])
    }

    @Test func `whatever happens to a file, reading it ends in a campaign or in faults`() throws {
        let seed = UInt64(20_260_601)
        var random = SeededGenerator(seed: seed)
        let sample = Array(SoundTree.full.utf8)
        let alphabet = Array("{}[]:,-&*!|>'\"%@`#?~ \n\t0aé\u{0}<\\".utf8)
        let tree = try TemporaryTree(SoundTree.files)
        for round in 0..<5_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = alphabet.randomElement(using: &random) ?? 0
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: index)
                default: bytes.swapAt(index, Int.random(in: 0..<bytes.count, using: &random))
                }
            }
            if Int.random(in: 0..<20, using: &random) == 0 {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            }
            // Through the file system only now and then, which is what takes the time.
            let parsed = parse(bytes)
            #expect(parsed.isWhole || !parsed.faults.isEmpty, "seed \(seed), round \(round)")
            guard round % 5 == 0 else { continue }
            try tree.write("c.yaml", bytes)
            let file = try tree.readAll().files.first { $0.path == "c.yaml" }
            let hasErrors = file?.diagnostics.contains { $0.severity == .error } ?? false
            #expect((file?.declaration == nil) == hasErrors, "seed \(seed), round \(round)")
        }
    }
}
