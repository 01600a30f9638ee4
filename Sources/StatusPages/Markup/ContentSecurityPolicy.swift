internal import Crypto

/// What a browser may do with the pages: nothing but show them.
public enum ContentSecurityPolicy {
    /// The value of `Content-Security-Policy` that goes with each page. The one style sheet is allowed by its hash (CSP
    /// level 3, §2.3.1), the icon as it stands in the page itself; there are no scripts, frames, forms or requests.
    public static let value = """
        default-src 'none'; style-src '\(hash(of: "\(StyleSheet.css)"))'; img-src data:; base-uri 'none'; \
        form-action 'none'; frame-ancestors 'none'
        """

    static func hash(of text: String) -> String { "sha256-" + base64(Array(SHA256.hash(data: Array(text.utf8)))) }

    /// RFC 4648 §4.
    static func base64(_ bytes: [UInt8]) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0..<4 {
                text.append(
                    place <= group.count ? digits[Int(bits >> (18 - 6 * UInt32(place)) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
