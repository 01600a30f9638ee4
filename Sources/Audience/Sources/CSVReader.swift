/// Reads a CSV file (RFC 4180) a record at a time, in constant memory. Lines end in CRLF or LF; a byte order mark is
/// passed over; empty lines are no records.
final class CSVReader {
    let path: String
    /// The line that the record last read begins on; the first is 1.
    private(set) var line = 0
    private let file: FileBytes
    private var buffer: [UInt8]
    private var filled = 0
    private var position = 0
    private var nextLine = 1
    private var field: [UInt8] = []

    /// A field longer than this is a quote that was never closed.
    private static let longestField = 1 << 20

    init(path: String) throws(AudienceError) {
        self.path = path
        file = try FileBytes(path: path)
        buffer = [UInt8](repeating: 0, count: 1 << 16)
    }

    /// The next record; nil at the end of the file.
    func next() throws(AudienceError) -> [String]? {
        if line == 0, try peek() == 0xEF, filled >= 3, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
        while let byte = try peek(), byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
            if byte == UInt8(ascii: "\n") { nextLine += 1 }
            position += 1
        }
        guard try peek() != nil else { return nil }
        line = nextLine
        var record: [String] = []
        while true {
            let hasMore = try readField()
            guard let text = String(validating: field, as: UTF8.self) else {
                throw .malformed(path: path, line: line, reason: "the text isn't UTF-8")
            }
            record.append(text)
            if !hasMore { return record }
        }
    }

    /// Reads one field; true where a comma follows.
    private func readField() throws(AudienceError) -> Bool {
        field.removeAll(keepingCapacity: true)
        if try peek() == UInt8(ascii: "\"") {
            position += 1
            try readQuoted()
        }
        while let byte = try peek() {
            position += 1
            switch byte {
            case UInt8(ascii: ","):
                return true
            case UInt8(ascii: "\n"):
                nextLine += 1
                return false
            case UInt8(ascii: "\r") where try peek() == UInt8(ascii: "\n"):
                position += 1
                nextLine += 1
                return false
            default:
                try append(byte)
            }
        }
        return false
    }

    /// Reads up to and over the closing quote.
    private func readQuoted() throws(AudienceError) {
        while let byte = try peek() {
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard try peek() == UInt8(ascii: "\"") else {
                    return try endQuoted()
                }
                position += 1
            }
            if byte == UInt8(ascii: "\n") { nextLine += 1 }
            try append(byte)
        }
        throw .malformed(path: path, line: line, reason: "a quote is opened and never closed")
    }

    /// Behind a closing quote only a comma or the line's end may stand; both are left for the caller.
    private func endQuoted() throws(AudienceError) {
        var after = try peek()
        if after == UInt8(ascii: "\r") {
            position += 1
            after = try peek() == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : UInt8(ascii: "\r")
        }
        if let after, !",\n".utf8.contains(after) {
            throw .malformed(path: path, line: line, reason: "text follows a closing quote")
        }
    }

    private func append(_ byte: UInt8) throws(AudienceError) {
        guard field.count < Self.longestField else {
            throw .malformed(path: path, line: line, reason: "a field is longer than 1 MiB; is a quote left open?")
        }
        field.append(byte)
    }

    private func peek() throws(AudienceError) -> UInt8? {
        if position == filled { try fill() }
        return position < filled ? buffer[position] : nil
    }

    private func fill() throws(AudienceError) {
        var result: Result<Int, AudienceError> = .success(0)
        buffer.withUnsafeMutableBytes { bytes in
            do throws(AudienceError) { result = .success(try file.read(into: bytes)) } catch {
                result = .failure(error)
            }
        }
        filled = try result.get()
        position = 0
    }
}
