import Foundation

/// Reads RFC 2047's words as a mail program does.
enum EncodedWords {
    /// The text of a header field's value; nil where a word can't be decoded by itself.
    static func decode(_ value: String) -> String? {
        let unfolded = value.replacing("\r\n ", with: " ")
        guard unfolded.hasPrefix("=?UTF-8?B?") else { return unfolded }
        var text = ""
        for word in unfolded.split(separator: " ") {
            guard word.hasPrefix("=?UTF-8?B?"), word.hasSuffix("?="), word.utf8.count <= 75,
                let bytes = Data(base64Encoded: String(word.dropFirst(10).dropLast(2))),
                let part = String(validating: bytes, as: UTF8.self)
            else { return nil }
            text += part
        }
        return text
    }
}
