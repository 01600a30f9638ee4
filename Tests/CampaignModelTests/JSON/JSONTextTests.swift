import CampaignModel
import Foundation
import TestSupport
import Testing

struct JSONTextTests {
    private func text(_ members: [(name: String, value: String?)]) -> String {
        String(decoding: JSONText.object(members), as: UTF8.self)
    }

    @Test
    func `members stand in the order they are told, without the absent ones`() {
        #expect(text([("b", "1"), ("a", nil), ("c", "2")]) == "{\"b\":\"1\",\"c\":\"2\"}")
        #expect(text([("a", nil)]) == "{}")
        #expect(text([("a", "")]) == "{\"a\":\"\"}")
    }

    @Test
    func `control characters, quotes and backslashes are escaped and nothing else`() {
        #expect(
            text([("a", "\"\\/\n\r\t\u{0}\u{1F}\u{7F}é\u{2028}😀")])
                == "{\"a\":\"\\\"\\\\/\\n\\r\\t\\u0000\\u001f\u{7F}é\u{2028}😀\"}")
    }

    @Test
    func `whatever the text, a decoder reads it back, and the object holds no line feed`() throws {
        let seed: UInt64 = 8_259
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<3_000 {
            let text = randomText(&generator)
            let bytes = JSONText.object([("key", text), (text, "value")])
            #expect(!bytes.contains(0x0A))
            let read = try JSONDecoder().decode([String: String].self, from: Data(bytes))
            if text != "key" {
                #expect(read["key"] == text && read[text] == "value", "seed \(seed): \(text.debugDescription)")
            }
        }
    }

    @Test
    func `any value is read back as it was`() throws {
        let seed: UInt64 = 627
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<1_000 {
            let value = randomValue(&generator, depth: 4)
            let text = JSONText.text(value)
            let read = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
            #expect(read == value, "seed \(seed): \(text)")
        }
    }

    @Test
    func `keys are sorted, and what JSON has no word for is null`() {
        let value = JSONValue.object(["b": .number(.infinity), "a": .array([.null, .bool(true), .integer(-5)])])
        #expect(JSONText.text(value) == #"{"a":[null,true,-5],"b":null}"#)
        #expect(JSONText.text(.array([])) == "[]")
        #expect(JSONText.text(.object([:])) == "{}")
    }

    private func randomText(_ generator: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<generator.number(0...12) {
            let range: ClosedRange<Int> = generator.pick([
                0...0x1F, 0x20...0x7F, 0x22...0x22, 0x5C...0x5C, 0x80...0x10_FFFF,
            ])
            if let scalar = Unicode.Scalar(UInt32(generator.number(range))) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    private func randomValue(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
        switch generator.number(0...(depth == 0 ? 4 : 6)) {
        case 0: .null
        case 1: .bool(generator.oneIn(2))
        case 2: .integer(Int64.random(in: Int64.min...Int64.max, using: &generator))
        // A fraction, since a whole number is read back as an integer.
        case 3: .number(Double(generator.number(-1_000_000...1_000_000)) + 0.5)
        case 4: .string(randomText(&generator))
        case 5: .array((0..<generator.number(0...4)).map { _ in randomValue(&generator, depth: depth - 1) })
        default:
            .object(
                Dictionary(
                    (0..<generator.number(0...4)).map { ("k\($0)", randomValue(&generator, depth: depth - 1)) },
                    uniquingKeysWith: { first, _ in first }))
        }
    }
}
