/// The type of a plain scalar by YAML 1.2's core schema (§10.3.2). What 1.1 made of `no`, `on` and `10:00` is text here.
enum CoreScalar: Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string

    init(_ bytes: ArraySlice<UInt8>) {
        guard let first = bytes.first else {
            self = .null
            return
        }
        switch first {
        case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "~"):
            self = CoreScalar.isNull(bytes) ? .null : .string
        case UInt8(ascii: "t"), UInt8(ascii: "T"):
            self = CoreScalar.equals(bytes, "true", "True", "TRUE") ? .bool(true) : .string
        case UInt8(ascii: "f"), UInt8(ascii: "F"):
            self = CoreScalar.equals(bytes, "false", "False", "FALSE") ? .bool(false) : .string
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            self = CoreScalar.numeric(bytes)
        default:
            self = .string
        }
    }

    static func isNull(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        switch first {
        case UInt8(ascii: "~"): return bytes.count == 1
        case UInt8(ascii: "n"), UInt8(ascii: "N"): return equals(bytes, "null", "Null", "NULL")
        default: return false
        }
    }

    private static func equals(_ bytes: ArraySlice<UInt8>, _ forms: String...) -> Bool {
        forms.contains { $0.utf8.elementsEqual(bytes) }
    }

    private static func numeric(_ bytes: ArraySlice<UInt8>) -> CoreScalar {
        guard bytes.count <= 64 else { return .string }
        if let integer = decimal(bytes) { return .integer(integer) }
        if bytes.starts(with: "0o".utf8) {
            return Int64(String(decoding: bytes.dropFirst(2), as: UTF8.self), unsigned: 8).map { .integer($0) }
                ?? .string
        }
        if bytes.starts(with: "0x".utf8) {
            return Int64(String(decoding: bytes.dropFirst(2), as: UTF8.self), unsigned: 16).map { .integer($0) }
                ?? .string
        }
        let unsigned = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes
        if equals(unsigned, ".inf", ".Inf", ".INF") {
            return .number(bytes.first == UInt8(ascii: "-") ? -.infinity : .infinity)
        }
        if equals(bytes, ".nan", ".NaN", ".NAN") { return .number(.nan) }
        guard isFloat(unsigned) else { return .string }
        return Double(String(decoding: bytes, as: UTF8.self)).map { .number($0) } ?? .string
    }

    /// `[-+]?[0-9]+`, where it fits.
    private static func decimal(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = isNegative || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard byte >= 48, byte <= 57 else { return nil }
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.subtractingReportingOverflow(Int64(byte - 48))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        // Counted down, because there is one more negative number than there are positive ones.
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
    private static func isFloat(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        func digits() -> Int {
            let count = rest.prefix { $0 >= 48 && $0 <= 57 }.count
            rest = rest.dropFirst(count)
            return count
        }
        let whole = digits()
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = digits()
        }
        guard whole > 0 || fraction > 0 else { return false }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            guard digits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}

extension Int64 {
    /// Digits alone, no sign.
    fileprivate init?(_ digits: String, unsigned radix: Int) {
        guard let first = digits.utf8.first, first != UInt8(ascii: "-"), first != UInt8(ascii: "+") else { return nil }
        self.init(digits, radix: radix)
    }
}
