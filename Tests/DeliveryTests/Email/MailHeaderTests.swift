import CampaignModel
@testable import Delivery
import TestSupport
import Testing

@Suite struct MailHeaderTests {
    private static let samples = [
        "", "Hello", "Hällo", "=?UTF-8?B?SGk=?=", "a =? b", String(repeating: "x", count: 60),
        String(repeating: "x", count: 61), String(repeating: "ü", count: 300), String(repeating: "👨‍👩‍👧 ", count: 40),
        String(repeating: "word ", count: 100), "日本語の件名", "e\u{301}\u{301}",
    ]

    @Test(arguments: samples)
    func `a text comes back as it was`(text: String) throws {
        let value = MailHeader.text(text)
        #expect(EncodedWords.decode(value) == text)
        #expect(value.utf8.allSatisfy { $0 < 0x80 })
        let lines = "Subject: \(value)".split(separator: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 }, "\(lines)")
    }

    @Test(arguments: [
        "a\r\nBcc: b@c", "a\nb", "a\rb", "a\0b", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "a\u{7F}b", "ä\r\n\r\nb",
    ])
    func `nothing in a text can end its line`(text: String) throws {
        let value = MailHeader.text(text)
        #expect(
            value.split(separator: "\r\n", omittingEmptySubsequences: false).dropFirst().allSatisfy {
                $0.hasPrefix(" ")
            })
        let decoded = try #require(EncodedWords.decode(value))
        #expect(decoded.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(decoded.unicodeScalars.count == text.unicodeScalars.count)
    }

    @Test func `random texts come back as they were`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var chance = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let text = RandomText.scalars(upTo: 200, controls: false, using: &chance)
            let value = MailHeader.text(text)
            try #require(EncodedWords.decode(value) == text, "seed \(seed)")
            let longest = "Subject: \(value)".split(separator: "\r\n").map(\.utf8.count).max() ?? 0
            try #require(longest <= 76, "seed \(seed)")
        }
    }

    @Test(arguments: [
        ("news@example.com", "news@example.com"), ("News <news@example.com>", "\"News\" <news@example.com>"),
        ("A, B <news@example.com>", "\"A, B\" <news@example.com>"),
        ("\"A \\\"B\\\" \\\\\" <news@example.com>", "\"A \\\"B\\\" \\\\\" <news@example.com>"),
        ("Jörg <news@example.com>", "=?UTF-8?B?SsO2cmc=?=\r\n <news@example.com>"),
    ])
    func `a name stands in front of its address`(text: String, value: String) throws {
        #expect(MailHeader.mailbox(try #require(MailAddress(text))) == value)
    }

    @Test func `the addresses to unsubscribe are ASCII whatever a field holds`() {
        #expect(
            MailHeader.addresses("<https://example.com/?u=Zoë\u{0}\n>, <mailto:u@example.com>")
                == "<https://example.com/?u=Zo%C3%AB%00%0A>, <mailto:u@example.com>")
    }
}
