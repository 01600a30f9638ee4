/// Reads JSON (RFC 8259) strictly, and says where it breaks off.
struct JSONParser {
    private static let deepest = 64

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    /// - Throws: `ImportFault` with the line and column of what can't be read.
    static func parse(_ bytes: [UInt8]) throws(ImportFault) -> VerbatimJSON {
        // An editor's byte order mark is no part of the text (RFC 8259, 8.1).
        var parser = JSONParser(bytes: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.index == parser.bytes.count else { throw parser.fault("something follows the end of the JSON") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func value() throws(ImportFault) -> VerbatimJSON {
        skipSpace()
        guard let byte = peek else { throw fault("the JSON ends too early") }
        switch byte {
        case UInt8(ascii: "{"): return try nested { parser throws(ImportFault) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(ImportFault) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault("this is not JSON")
        }
    }

    // MARK: Collections

    private mutating func nested(
        _ read: (inout JSONParser) throws(ImportFault) -> VerbatimJSON
    ) throws(ImportFault) -> VerbatimJSON {
        guard depth < JSONParser.deepest else { throw fault("values are nested more than \(JSONParser.deepest) deep") }
        depth += 1
        defer { depth -= 1 }
        index += 1
        return try read(&self)
    }

    private mutating func object() throws(ImportFault) -> VerbatimJSON {
        var members: [VerbatimJSON.Member] = []
        var names: Set<String> = []
        if takes("}") { return .object(members) }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else {
                throw fault("the name of a member was expected here, in double quotes")
            }
            let start = index
            let name = try string()
            guard names.insert(name).inserted else {
                index = start
                throw fault("'\(name.prefix(60))' stands here a second time")
            }
            guard takes(":") else { throw fault("a ':' was expected here") }
            members.append(VerbatimJSON.Member(name: name, value: try value()))
            if takes("}") { return .object(members) }
            guard takes(",") else { throw fault("a ',' or a '}' was expected here") }
        }
    }

    private mutating func array() throws(ImportFault) -> VerbatimJSON {
        var elements: [VerbatimJSON] = []
        if takes("]") { return .array(elements) }
        while true {
            elements.append(try value())
            if takes("]") { return .array(elements) }
            guard takes(",") else { throw fault("a ',' or a ']' was expected here") }
        }
    }

    // MARK: Scalars

    private mutating func word(_ word: StaticString, _ value: VerbatimJSON) throws(ImportFault) -> VerbatimJSON {
        guard bytes[index...].starts(with: word.description.utf8) else { throw fault("this is not JSON") }
        index += word.utf8CodeUnitCount
        return value
    }

    private mutating func number() throws(ImportFault) -> VerbatimJSON {
        let start = index
        if peek == UInt8(ascii: "-") { index += 1 }
        let first = peek
        let whole = digits()
        var isSound = whole > 0 && (whole == 1 || first != UInt8(ascii: "0"))
        if peek == UInt8(ascii: ".") {
            index += 1
            isSound = digits() > 0 && isSound
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            index += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
            isSound = digits() > 0 && isSound
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard isSound else {
            index = start
            throw fault("this is no number of JSON")
        }
        return .number(text)
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        return index - start
    }

    private mutating func string() throws(ImportFault) -> String {
        let start = index
        index += 1
        var content: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                guard let text = String(validating: content, as: UTF8.self) else {
                    index = start
                    throw fault("this text isn't UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                content += try escape()
            case 0..<0x20:
                throw fault("a control character stands in a text, or its quotes are left open")
            default:
                content.append(byte)
                index += 1
            }
        }
        index = start
        throw fault("the quotes of this text are left open")
    }

    private mutating func escape() throws(ImportFault) -> [UInt8] {
        let start = index
        index += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case UInt8(ascii: "\""): return [UInt8(ascii: "\"")]
        case UInt8(ascii: "\\"): return [UInt8(ascii: "\\")]
        case UInt8(ascii: "/"): return [UInt8(ascii: "/")]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            if let scalar = scalar() { return Array(String(Character(scalar)).utf8) }
        default:
            break
        }
        index = start
        throw fault("there is no such escape")
    }

    /// The scalar of an escape whose `\u` has been read; a pair of surrogates is one (RFC 8259, 7).
    private mutating func scalar() -> Unicode.Scalar? {
        guard let high = unit() else { return nil }
        guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) }
        guard bytes[min(index, bytes.count)...].starts(with: "\\u".utf8) else { return nil }
        index += 2
        guard let low = unit(), (0xDC00...0xDFFF).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        index += 4
        return unit
    }

    // MARK: -

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func takes(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek == UInt8(ascii: mark) else { return false }
        index += 1
        return true
    }

    private func fault(_ message: String) -> ImportFault {
        let place = bytes.withUnsafeBufferPointer { SourceText.place(of: index, in: $0, breaks: .lineFeeds) }
        return ImportFault(line: place.line, column: place.column, message: message)
    }
}
