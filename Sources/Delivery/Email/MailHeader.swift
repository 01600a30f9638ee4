import CampaignModel
internal import Foundation

/// The text of a header field: one line, whatever it was made of, and ASCII (RFC 2047).
enum MailHeader {
    /// A line with encoded words may be 76 characters long, the longest field name that we give it (`Subject: `) and the
    /// word's own frame of 12 among them (RFC 2047 §2); base64 makes 4 of 3.
    private static let bytesInWord = 39
    /// RFC 5322 §2.1.1 asks for lines of at most 78 characters; what is longer is encoded, which can be folded anywhere.
    private static let longestPlain = 60

    static func text(_ text: String) -> String {
        let line = String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
        let isPlain = line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !line.contains("=?")
        if isPlain, line.utf8.count <= longestPlain { return line }
        return words(line).map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// An address with the name in front of it.
    static func mailbox(_ mailbox: MailAddress) -> String {
        guard let name = mailbox.name else { return mailbox.address }
        let encoded = text(name)
        // Folded, since the last word's line has no room to be sure of.
        if encoded.hasPrefix("=?") { return "\(encoded)\r\n <\(mailbox.address)>" }
        let escaped = encoded.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\" <\(mailbox.address)>"
    }

    /// A list of addresses in angle brackets (RFC 2369 §2): what no address can hold is put as RFC 3986 §2.1 puts it.
    static func addresses(_ list: String) -> String {
        let bytes = list.utf8.flatMap { (0x20...0x7E).contains($0) ? [$0] : Hexadecimal.escaped($0, by: "%") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Cut between characters: each word is decoded by itself.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            if word.utf8.count + Unicode.UTF8.width(scalar) > bytesInWord {
                words.append(word)
                word = ""
            }
            word.unicodeScalars.append(scalar)
        }
        return words + [word]
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85 || scalar.value == 0x2028
            || scalar.value == 0x2029
    }
}
