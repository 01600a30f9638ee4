import CampaignModel

/// Text as lines of at most 76 ASCII characters (RFC 2045 §6.7): readable where it was ASCII, and unharmed by whatever
/// relays do to long lines and trailing blanks.
enum QuotedPrintable {
    private static let longestLine = 76

    /// With CRLF at each line's end, however the text ends its lines.
    static func encode(_ text: String) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count + text.utf8.count / 8)
        var length = 0
        func put(_ unit: [UInt8]) {
            // Room for the soft line break's own sign.
            if length + unit.count > longestLine - 1 {
                encoded += Array("=\r\n".utf8)
                length = 0
            }
            encoded += unit
            length += unit.count
        }
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\r") where index < bytes.count && bytes[index] == UInt8(ascii: "\n"):
                continue
            case UInt8(ascii: "\n"):
                encoded += Array("\r\n".utf8)
                length = 0
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                let endsLine = index == bytes.count || bytes[index] == 0x0A || bytes[index] == 0x0D
                put(endsLine ? Hexadecimal.escaped(byte, by: "=") : [byte])
            case UInt8(ascii: "="):
                put(Hexadecimal.escaped(byte, by: "="))
            case 0x21...0x7E:
                put([byte])
            default:
                put(Hexadecimal.escaped(byte, by: "="))
            }
        }
        if length > 0 { encoded += Array("\r\n".utf8) }
        return encoded
    }
}
