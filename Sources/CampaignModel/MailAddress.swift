/// An address of mail, as a file or a contact gives it: `news@example.com`, or `News <news@example.com>`.
public struct MailAddress: Hashable, Sendable {
    /// What people see in front of it, without quotes; nil where nothing stands there.
    public let name: String?
    /// `local@domain`, at most 254 bytes (RFC 5321 §4.5.3.1.3), without anything that could end a header or a command.
    public let address: String
    /// What stands behind the `@`.
    public let domain: String

    /// Nil for what is no address: nothing of it may then reach a header.
    public init?(_ text: String) {
        // By scalars: a combining mark behind an @ makes another Character of the two, and no other @ for a server.
        let scalars = text.unicodeScalars
        guard !scalars.contains(where: Self.isControl) else { return nil }
        var address = scalars[...]
        var name = scalars[..<scalars.startIndex]
        if scalars.last == ">", let open = scalars.lastIndex(of: "<") {
            address = scalars[scalars.index(after: open)...].dropLast()
            name = scalars[..<open]
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        // Brackets in a name would be somebody else's reason to take it for the address.
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, address.allSatisfy(Self.isPart),
            !name.contains(where: { $0 == "<" || $0 == ">" })
        else { return nil }
        self.address = String(address)
        domain = String(parts[1])
        let visible = Self.visible(name)
        self.name = visible.isEmpty ? nil : visible
        guard self.address.utf8.count <= 254 else { return nil }
    }

    /// RFC 5321 §4.1.2, as far as it keeps commands and headers whole: neither spaces nor what frames addresses. Whether it exists is the server's to say.
    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && !"<>(),;:\"\\[]".unicodeScalars.contains(scalar)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Without the quotes of RFC 5322 §3.2.4.
    private static func visible(_ name: Substring.UnicodeScalarView) -> String {
        var scalars = Array(name)[...]
        while scalars.first == " " { scalars = scalars.dropFirst() }
        while scalars.last == " " { scalars = scalars.dropLast() }
        guard scalars.count >= 2, scalars.first == "\"", scalars.last == "\"" else {
            return String(String.UnicodeScalarView(scalars))
        }
        var unquoted = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in scalars.dropFirst().dropLast() {
            if scalar == "\\", !isEscaped {
                isEscaped = true
            } else {
                unquoted.append(scalar)
                isEscaped = false
            }
        }
        return String(unquoted)
    }
}
