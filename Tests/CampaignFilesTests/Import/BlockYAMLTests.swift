@testable import CampaignFiles
import CampaignModel
import TestSupport
import Testing

@Suite struct BlockYAMLTests {
    @Test func `it is written as people write it`() {
        let members: [VerbatimJSON.Member] = [
            .init(name: "timeOfDay", value: .string("10:00")),
            .init(name: "days", value: .array([.number("1"), .number("15")])),
            .init(
                name: "variations",
                value: .array([
                    .object([.init(name: "name", value: .string("A")), .init(name: "weight", value: .number("50"))]),
                    .array([.string("no")]), .object([]),
                    .object([.init(name: "in", value: .object([.init(name: "x", value: .null)]))]),
                ])),
            .init(name: "within", value: .string("24h")), .init(name: "12", value: .string("don't")),
            .init(name: "empty", value: .array([])),
        ]
        #expect(
            BlockYAML.text(members) == """
                timeOfDay: "10:00"
                days: [1, 15]
                variations:
                  - name: A
                    weight: 50
                  - ["no"]
                  - {}
                  - in:
                      x: null
                within: 24h
                "12": "don't"
                empty: []

                """)
    }

    @Test(arguments: [
        "no", "Off", "y", "~", "null", "2026-12-25", "2026-12-25T10:00:00Z", "10:00", "1_000", "0x1F", "1e3", "12", "-",
        "- a", "a: b",
        "a #b", "#a", "&a", "*a", "!a", "a ", " a", "", "{a", "[a", "%a", "@a", "`a", "\"a\"", "a\nb",
        "\u{0}\u{7}\u{85}\u{2028}\u{FEFF}",
        "😀 é", "a\\b", "{{firstName}}", "true", "...", "---", "0b1", "12h34", "\t", ":", "?",
    ])
    func `a text is read back as the same text`(_ text: String) {
        let written = BlockYAML.text([
            .init(name: text, value: .string(text)), .init(name: "l", value: .array([.string(text)])),
        ])
        let root = Array(written.utf8).withUnsafeBufferPointer { YAMLSource.parse($0) }
        #expect(root.faults.isEmpty, "\(written)")
        #expect(
            root.root.map { JSONValue($0) }
                == .object([text: .string(text), "l": .array([.string(text)])]), "\(written)")
    }

    @Test func `any JSON is read back as it was`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for round in 0..<500 {
            guard case .object(let members) = Self.object(&random, depth: 4) else { continue }
            let written = BlockYAML.text(members.isEmpty ? [.init(name: "a", value: .null)] : members)
            let source = Array(written.utf8).withUnsafeBufferPointer { YAMLSource.parse($0) }
            let expected = members.isEmpty ? JSONValue.object(["a": .null]) : Self.value(.object(members))
            #expect(source.root.map { JSONValue($0) } == expected, "seed \(seed), round \(round):\n\(written)")
            #expect(source.faults.isEmpty, "seed \(seed), round \(round):\n\(written)")
        }
    }

    private static func any(_ random: inout SeededGenerator, depth: Int) -> VerbatimJSON {
        switch random.number(0...(depth > 0 ? 6 : 4)) {
        case 0: .null
        case 1: .bool(random.oneIn(2))
        case 2: .number("\(random.number(-1_000...1_000))")
        case 3, 4: .string(text(&random))
        case 5: .array((0..<random.number(0...30)).map { _ in any(&random, depth: depth - 1) })
        default: object(&random, depth: depth - 1)
        }
    }

    private static func object(_ random: inout SeededGenerator, depth: Int) -> VerbatimJSON {
        var members: [String: VerbatimJSON] = [:]
        for _ in 0..<random.number(0...4) { members[text(&random)] = any(&random, depth: depth - 1) }
        return .object(members.map { .init(name: $0, value: $1) })
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        let characters = Array("aZ9 :#-,[]{}&*!|>'\"%@`\\\n\t~.é😀\u{1}")
        return String((0..<random.number(0...6)).map { _ in random.pick(characters) })
    }

    private static func value(_ json: VerbatimJSON) -> JSONValue {
        switch json {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .number(let digits): .integer(Int64(digits) ?? .min)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(value))
        case .object(let members):
            .object(Dictionary(members.map { ($0.name, value($0.value)) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}
