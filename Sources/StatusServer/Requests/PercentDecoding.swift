/// Percent-decoding (RFC 3986 §2.1), strictly: what can't be read isn't guessed at.
enum PercentDecoding {
    /// - Parameter isForm: `+` is a space, as forms write it.
    /// - Throws: `Refusal` for a `%` without two hexadecimal digits, for what isn't UTF-8 and for control characters.
    static func text(_ bytes: some Sequence<UInt8>, isForm: Bool = false) throws(Refusal) -> String {
        var decoded: [UInt8] = []
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else {
                    throw .invalidValue("a '%' in the address lacks its two hexadecimal digits")
                }
                decoded.append(high << 4 | low)
            case UInt8(ascii: "+") where isForm: decoded.append(UInt8(ascii: " "))
            default: decoded.append(byte)
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw .invalidValue("the address is not UTF-8 once it is percent-decoded")
        }
        guard !decoded.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw .invalidValue("the address holds a control character")
        }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
