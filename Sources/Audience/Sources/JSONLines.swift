import CampaignModel

/// Contacts as JSON objects, one a line. Blank lines are passed over, and so is a byte order mark.
struct JSONLines {
    let stream: any ByteStream
    /// The field that is the recipient's id.
    let id: String
    /// How a line that can't be taken is told: its number, and why.
    let fault: (Int, String) -> AudienceError

    /// - Throws: `AudienceError`, or what `body` throws.
    func forEach(_ body: (Contact, Int) throws -> Void) throws {
        let lines = LineReader(stream)
        while true {
            switch try lines.next() {
            case .end:
                return
            case .tooLong:
                throw fault(lines.line, "the line is longer than 1 MiB; write one object a line")
            case .whole(let bytes):
                let line = lines.line
                let content = line == 1 ? Self.withoutMark(bytes) : bytes
                guard !content.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) else { continue }
                try body(contact(content, line), line)
            }
        }
    }

    private func contact(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Int) throws(AudienceError) -> Contact {
        let value: JSONValue
        do {
            value = try JSONReader.value(in: bytes)
        } catch {
            throw fault(line, "column \(error.offset + 1): \(error.reason)")
        }
        guard case .object(var fields) = value else {
            throw fault(line, "this is no JSON object; write {\"\(id)\": …} on a line of its own for each contact")
        }
        for (name, value) in fields where value == .null { fields[name] = nil }
        do {
            return Contact(id: try ContactID.text(of: fields[id], named: id), fields: fields)
        } catch {
            throw fault(line, error.reason)
        }
    }

    private static func withoutMark(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? UnsafeBufferPointer(rebasing: bytes.dropFirst(3)) : bytes
    }
}
