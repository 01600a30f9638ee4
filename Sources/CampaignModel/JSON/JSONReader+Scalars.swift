extension JSONReader {
    mutating func number() throws(Fault) -> JSONValue {
        let start = index
        let isNegative = peek == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let first = peek
        let digits = index
        var isSound = skipDigits() > 0
        if first == UInt8(ascii: "0"), index - digits > 1 { isSound = false }
        let integerEnd = index
        if peek == UInt8(ascii: ".") {
            index += 1
            isSound = skipDigits() > 0 && isSound
        }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            index += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
            isSound = skipDigits() > 0 && isSound
        }
        let end = index
        guard isSound else {
            index = start
            throw fault("this is no number of JSON")
        }
        if end == integerEnd, let whole = integer(digits..<end, isNegative: isNegative) { return .integer(whole) }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        guard let number = Double(text), number.isFinite else {
            index = start
            throw fault("this number is too large")
        }
        return Int64(exactly: number).map { .integer($0) } ?? .number(number)
    }

    /// Nil beyond 64 bits.
    private func integer(_ digits: Range<Int>, isNegative: Bool) -> Int64? {
        var value: Int64 = 0
        for byte in bytes[digits] {
            let digit = Int64(byte &- UInt8(ascii: "0"))
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) =
                isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }

    private mutating func skipDigits() -> Int {
        let start = index
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
        return index - start
    }

    /// The quote is what comes next.
    mutating func string() throws(Fault) -> String {
        let start = index
        index += 1
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { index += 1 }
        // Hardly any text has an escape.
        if peek == UInt8(ascii: "\"") {
            let content = UnsafeBufferPointer(rebasing: bytes[(start + 1)..<index])
            index += 1
            return try text(content, start)
        }
        var content = Array(bytes[(start + 1)..<index])
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                guard let text = String(validating: content, as: UTF8.self) else { return try notUTF8(start) }
                return text
            case UInt8(ascii: "\\"):
                try escape(into: &content)
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

    private mutating func text(_ content: UnsafeBufferPointer<UInt8>, _ start: Int) throws(Fault) -> String {
        guard let text = String(validating: content, as: UTF8.self) else { return try notUTF8(start) }
        return text
    }

    private mutating func notUTF8(_ start: Int) throws(Fault) -> String {
        index = start
        throw fault("this text isn't UTF-8")
    }

    private mutating func escape(into content: inout [UInt8]) throws(Fault) {
        let start = index
        index += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case UInt8(ascii: "\""): return content.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): return content.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): return content.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): return content.append(0x08)
        case UInt8(ascii: "f"): return content.append(0x0C)
        case UInt8(ascii: "n"): return content.append(0x0A)
        case UInt8(ascii: "r"): return content.append(0x0D)
        case UInt8(ascii: "t"): return content.append(0x09)
        case UInt8(ascii: "u"):
            if let scalar = scalar() { return content.append(contentsOf: String(Character(scalar)).utf8) }
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
        guard peek == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
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
}
