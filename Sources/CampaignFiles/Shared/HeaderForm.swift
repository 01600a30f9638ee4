/// What a header that a tree names may be (RFC 9110 §5.1 and §5.5): what else a name or a value held could begin another
/// header.
enum HeaderForm {
    /// Those that Campanile writes itself, in small letters, by name.
    static let own = [
        "connection", "content-length", "host", "idempotency-key", "transfer-encoding", "x-campanile-signature",
    ]

    static func isName(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isTokenByte) }

    static func isOwn(_ name: String) -> Bool { own.contains(name.lowercased()) }

    static func isValue(_ text: String) -> Bool { text.utf8.allSatisfy { $0 == 0x09 || (0x20...0x7E).contains($0) } }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
