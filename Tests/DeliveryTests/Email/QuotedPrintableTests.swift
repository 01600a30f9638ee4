@testable import Delivery
import TestSupport
import Testing

@Suite struct QuotedPrintableTests {
    /// By RFC 2045 §6.7 alone; nil for what it forbids.
    private func decode(_ encoded: [UInt8]) -> [UInt8]? {
        var decoded: [UInt8] = []
        var index = 0
        while index < encoded.count {
            let byte = encoded[index]
            if byte == UInt8(ascii: "=") {
                guard index + 2 < encoded.count else { return nil }
                let pair = encoded[index + 1...index + 2]
                if pair.elementsEqual("\r\n".utf8) {
                    index += 3
                    continue
                }
                guard let text = String(validating: pair, as: UTF8.self), text == text.uppercased(),
                    let value = UInt8(text, radix: 16)
                else { return nil }
                decoded.append(value)
                index += 3
            } else if byte == 0x0D, index + 1 < encoded.count, encoded[index + 1] == 0x0A {
                if decoded.isEmpty == false, index > 0, [0x20, 0x09].contains(encoded[index - 1]) { return nil }
                decoded += [0x0D, 0x0A]
                index += 2
            } else {
                guard byte == 0x09 || (0x20...0x7E).contains(byte) else { return nil }
                decoded.append(byte)
                index += 1
            }
        }
        return decoded
    }

    /// The text with CRLF in place of each CRLF and LF, and one at its end.
    private func normalized(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
            bytes += byte == 0x0A ? [0x0D, 0x0A] : [byte]
        }
        if !bytes.isEmpty, bytes.last != 0x0A { bytes += [0x0D, 0x0A] }
        return bytes
    }

    private func expectRoundTrip(_ text: String, _ comment: Comment = "") throws {
        let encoded = QuotedPrintable.encode(text)
        let decoded = try #require(decode(encoded), comment)
        try #require(decoded == normalized(text), comment)
        let lines = String(decoding: encoded, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        try #require(lines.allSatisfy { $0.utf8.count <= 76 }, comment)
    }

    @Test(arguments: [
        "", "a", "a\n", "a\r\nb", "a\rb", "a \n", "a\t", "=", "ä", ".\n..\n", "\n\n\n", "\r", "\r\r\n", " ",
        String(repeating: "x", count: 75), String(repeating: "x", count: 76), String(repeating: "x", count: 77),
        String(repeating: " ", count: 200) + "\n", String(repeating: "ü", count: 100),
        String(repeating: "x", count: 75) + "\n", String(repeating: "x", count: 74) + " \n", "a\u{2028}b",
    ])
    func `a text comes back as it was`(text: String) throws { try expectRoundTrip(text) }

    @Test func `random texts come back as they were`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed of the random texts: \(seed)")
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<200 { try expectRoundTrip(RandomText.lines(using: &chance), "seed \(seed)") }
    }
}
