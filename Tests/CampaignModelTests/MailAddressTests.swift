import CampaignModel
import Testing

@Suite struct MailAddressTests {
    @Test(arguments: [
        ("a@example.com", nil, "a@example.com"), ("<a@example.com>", nil, "a@example.com"),
        ("News <a@example.com>", "News", "a@example.com"), ("\"News\" <a@example.com>", "News", "a@example.com"),
        ("\"A \\\"B\\\" \\\\ C\" <a@example.com>", "A \"B\" \\ C", "a@example.com"),
        ("Müller, Jörg <a@example.com>", "Müller, Jörg", "a@example.com"),
        ("\"\" <a@example.com>", nil, "a@example.com"), ("   <a@example.com>", nil, "a@example.com"),
        ("jörg@exämple.de", nil, "jörg@exämple.de"),
        ("O'Neil+tag=x@sub.example.com", nil, "O'Neil+tag=x@sub.example.com"),
        ("a@b <c@d>", "a@b", "c@d"),
    ])
    func `an address is taken with the name in front of it`(text: String, name: String?, address: String) throws {
        let found = try #require(MailAddress(text))
        #expect(found.name == name)
        #expect(found.address == address)
        #expect(found.address.hasSuffix("@\(found.domain)"))
    }

    @Test(arguments: [
        "", " ", "a", "@", "a@", "@b", "a@b@c", "a@b@\u{301}c", "a b@c", "a@b c", "a@b\r\nRCPT TO:<c@d>", "a\r@b",
        "a\n@b",
        "a\0@b", "a@b\u{85}", "a@b\u{2028}", "a@b\u{2029}", "a\u{A0}b@c", "a\tb@c", "<a@b", "a@b>", "<a@b> c",
        "<<a@b>>",
        "Evil\r\nBcc: c@d <a@b>", "E\u{2028} <a@b>", "E\0 <a@b>", "E\u{1B} <a@b>", "a@b> <c@d>", "a < b <a@b>",
        "<>", "x <>", "a@b,c@d", "a@b, c@d", "a@b;c", "(x)a@b", "\"a\"@b", "a\\@b", "a@[127.0.0.1]", "<@x:a@b>",
        "a@" + String(repeating: "b", count: 253), "a@" + String(repeating: "ö", count: 127),
    ])
    func `what is no address is none`(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func `an address may be 254 bytes long`() {
        #expect(MailAddress("a@" + String(repeating: "b", count: 252)) != nil)
    }
}
