import CampaignModel
import Foundation
import TestSupport
import Testing

struct JSONReaderTests {
    private func read(_ text: String) throws -> JSONValue { try JSONReader.value(in: Array(text.utf8)) }

    @Test(arguments: [
        ("null", JSONValue.null), (" true\t", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
        ("-0", .integer(0)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.0", .integer(1)), ("1e2", .integer(100)),
        ("1e19", .number(1e19)),
        ("-1.5E-1", .number(-0.15)), (#""""#, .string("")), (#""é😀""#, .string("é😀")),
        (#""\"\\\/\b\f\n\r\t\u0041\ud83d\ude00""#, .string("\"\\/\u{8}\u{C}\n\r\tA😀")),
        ("[]", .array([])), ("[1, [2] ]", .array([.integer(1), .array([.integer(2)])])), ("{ }", .object([:])),
        (#"{"a":1,"b":{"a":null}}"#, .object(["a": .integer(1), "b": .object(["a": .null])])),
    ])
    func `a value is read as RFC 8259 has it`(text: String, value: JSONValue) throws {
        #expect(try read(text) == value)
    }

    @Test(arguments: [
        ("", 0), (" ", 1), ("nul", 0), ("True", 0), ("01", 0), ("-", 0), ("1.", 0), (".5", 0), ("+1", 0), ("1e", 0),
        ("1e999", 0), ("NaN", 0), ("0x10", 1), ("1 2", 2), ("[1,]", 3), ("[1", 2), ("[1 2]", 3), ("{", 1),
        (#"{"a"}"#, 4), (#"{a:1}"#, 1), (#"{"a":1,}"#, 7), (#"{"a":1 "b":2}"#, 7), (#"{"a":1,"a":2}"#, 7),
        (#""a"#, 0), ("\"a\nb\"", 2), (#""\x""#, 1), (#""\ud800""#, 1), (#""\ud800\u0041""#, 1), (#""\udc00""#, 1),
        (#""\u00g0""#, 1), (#""\"#, 1), (#""\u12"#, 1), ("'a'", 0), ("// a\n1", 0), ("\u{FEFF}1", 0),
    ])
    func `what isn't JSON is refused at its place`(text: String, offset: Int) throws {
        let fault = try #require(throws: JSONReader.Fault.self) { _ = try read(text) }
        #expect(fault.offset == offset, "\(fault)")
    }

    @Test(
        arguments: [[0x22, 0xFF, 0x22], [0x22, 0x5C, 0x6E, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
    func `text that isn't UTF-8 is refused`(bytes: [UInt8]) throws {
        let fault = try #require(throws: JSONReader.Fault.self) { _ = try JSONReader.value(in: bytes) }
        #expect(fault.reason == "this text isn't UTF-8")
    }

    @Test
    func `nesting ends at 64`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try read(nested(64))
        #expect(throws: JSONReader.Fault.self) { _ = try read(nested(65)) }
        #expect(throws: JSONReader.Fault.self) { _ = try read(String(repeating: "[", count: 1_000_000)) }
    }

    @Test
    func `whatever is written, Foundation reads the same`() throws {
        let seed: UInt64 = 8_259
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let value = randomValue(&generator, depth: 4)
            let bytes = try encoder.encode(value)
            #expect(
                try JSONReader.value(in: Array(bytes)) == value,
                "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test
    func `whatever is broken, both refuse it or read the same`() throws {
        let seed: UInt64 = 64
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<4_000 {
            var bytes = Array(try encoder.encode(JSONValue.array([randomValue(&generator, depth: 3)])))
            for _ in 0..<generator.number(1...2) {
                let index = generator.number(0...(bytes.count - 1))
                bytes[index] = generator.pick(Array("{}[]\",:0-.e\\ut\nn ".utf8))
            }
            let ours = try? JSONReader.value(in: bytes)
            refused += ours == nil ? 1 : 0
            guard let ours else { continue }
            let theirs = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
            #expect(theirs == ours, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
        #expect(refused > 1_000 && refused < 3_900, "\(refused)")
    }

    private let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }()

    private func randomValue(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
        switch generator.number(0...(depth > 0 ? 6 : 4)) {
        case 0: return .null
        case 1: return .bool(generator.oneIn(2))
        case 2: return .integer(Int64(truncatingIfNeeded: generator.next()) >> Int64(generator.number(0...60)))
        case 3: return .number(Double(generator.number(-1_000_000...1_000_000)) / 128 + 0.001)
        case 4: return .string(randomText(&generator))
        case 5: return .array((0..<generator.number(0...4)).map { _ in randomValue(&generator, depth: depth - 1) })
        default:
            var members: [String: JSONValue] = [:]
            for _ in 0..<generator.number(0...4) {
                members[randomText(&generator)] = randomValue(&generator, depth: depth - 1)
            }
            return .object(members)
        }
    }

    private func randomText(_ generator: inout SeededGenerator) -> String {
        var text = ""
        for _ in 0..<generator.number(0...8) {
            let range: ClosedRange<Int> = generator.pick([
                0...0x1F, 0x20...0x7F, 0x22...0x22, 0x5C...0x5C, 0xA0...0xFF_FF,
            ])
            if let scalar = Unicode.Scalar(UInt32(generator.number(range))) { text.unicodeScalars.append(scalar) }
        }
        // One composed form, since two names that are equal to Swift are one member.
        return text.precomposedStringWithCanonicalMapping
    }
}
