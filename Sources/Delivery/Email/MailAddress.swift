/// An address of mail, as a file or a contact gives it: `news@example.com`, or `News <news@example.com>`.
struct MailAddress: Hashable, Sendable {
    /// What people see in front of it; nil where nothing stands there.
    var name: String?
    /// `local@domain`, without anything that could end a header or a command.
    var address: String

    /// Nil for what is no address: nothing of it may then reach a header.
    init?(_ text: String) {
        var address = text[...]
        var name: Substring?
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            address = text[text.index(after: open)...].dropLast()
            name = text[..<open]
        }
        guard Self.isAddress(address) else { return nil }
        self.address = String(address)
        let visible = String(
            (name ?? "").unicodeScalars.filter { !$0.properties.isControl }.map(Character.init)
        ).trimmed
        let unquoted =
            visible.count >= 2 && visible.hasPrefix("\"") && visible.hasSuffix("\"")
            ? String(visible.dropFirst().dropLast()) : visible
        self.name = unquoted.isEmpty ? nil : unquoted
    }

    var domain: Substring { address[address.index(after: address.lastIndex(of: "@") ?? address.startIndex)...] }

    /// RFC 5321 §4.1.2, as far as it keeps commands and headers whole: exactly one `@` with something on both sides, and
    /// neither spaces, control characters nor angle brackets. Whether it exists is the server's to say.
    private static func isAddress(_ text: Substring) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, text.utf8.count <= 254 else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && !scalar.properties.isControl
                && !"<>(),;\"\\".unicodeScalars.contains(scalar)
        }
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool {
        generalCategory == .control || generalCategory == .lineSeparator || generalCategory == .paragraphSeparator
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
