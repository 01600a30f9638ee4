/// Reads JSON (RFC 8259) strictly: what a line of contacts or events is made of, and several times faster than a decoder
/// that asks for one type after the other.
///
/// Whole numbers of 64 bits are whole however they are written (1, 1.0, 10e-1), as Foundation has it, which reads what the
/// state file keeps; all others become the nearest `Double`. A name that stands twice in an object is a
/// fault: which of the two was meant, nobody can tell.
public struct JSONReader {
    /// What can't be read, and where.
    public struct Fault: Error, Hashable, Sendable {
        /// Counted from 0, in bytes.
        public var offset: Int
        /// For "…: reason".
        public var reason: String
    }

    /// Deeper nesting is a fault.
    public static let deepest = 64

    var bytes: UnsafeBufferPointer<UInt8>
    var index = 0
    private var depth = 0

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The one value that the bytes are.
    /// - Throws: `Fault`.
    public static func value(in bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.fault("something follows the end of the JSON") }
        return value
    }

    /// The value of a text in UTF-8.
    /// - Throws: `Fault`.
    public static func value(in bytes: [UInt8]) throws(Fault) -> JSONValue {
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, Fault> in
            do throws(Fault) { return .success(try value(in: buffer)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    private mutating func value() throws(Fault) -> JSONValue {
        skipSpace()
        guard let byte = peek else { throw fault("the JSON ends too early") }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault("this is not JSON")
        }
    }

    private mutating func object() throws(Fault) -> JSONValue {
        try descend()
        defer { depth -= 1 }
        var members: [String: JSONValue] = [:]
        if takes(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else {
                throw fault("the name of a member was expected here, in double quotes")
            }
            let start = index
            let name = try string()
            guard takes(UInt8(ascii: ":")) else { throw fault("a ':' was expected here") }
            guard members.updateValue(try value(), forKey: name) == nil else {
                index = start
                throw fault("'\(name.prefix(60))' stands here a second time")
            }
            if takes(UInt8(ascii: "}")) { return .object(members) }
            guard takes(UInt8(ascii: ",")) else { throw fault("a ',' or a '}' was expected here") }
        }
    }

    private mutating func array() throws(Fault) -> JSONValue {
        try descend()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if takes(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value())
            if takes(UInt8(ascii: "]")) { return .array(elements) }
            guard takes(UInt8(ascii: ",")) else { throw fault("a ',' or a ']' was expected here") }
        }
    }

    /// Goes behind the bracket that opens a collection.
    private mutating func descend() throws(Fault) {
        guard depth < Self.deepest else { throw fault("values are nested more than \(Self.deepest) deep") }
        depth += 1
        index += 1
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        let end = index + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[index..<end].elementsEqual(word.description.utf8) else {
            throw fault("this is not JSON")
        }
        index = end
        return value
    }

    // MARK: Shared with the extensions

    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func takes(_ mark: UInt8) -> Bool {
        skipSpace()
        guard peek == mark else { return false }
        index += 1
        return true
    }

    func fault(_ reason: String) -> Fault { Fault(offset: index, reason: reason) }
}
