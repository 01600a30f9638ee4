internal import Foundation

/// The text of a header field: one line, whatever it was made of, and ASCII (RFC 2047).
enum MailHeader {
    /// An encoded word may be 75 characters long with its frame of 12; base64 makes 4 of 3.
    private static let bytesInWord = 45
    /// RFC 5322 §2.1.1 asks for lines of at most 78 characters; what is longer is encoded, which can be folded anywhere.
    private static let longestPlain = 60

    static func text(_ text: String) -> String {
        let line = String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
        let isPlain = line.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !line.contains("=?")
        if isPlain, line.utf8.count <= longestPlain { return line }
        return words(line).map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// A name in front of an address.
    static func phrase(_ name: String) -> String {
        let encoded = text(name)
        guard !encoded.hasPrefix("=?") else { return encoded }
        let escaped = encoded.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
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
