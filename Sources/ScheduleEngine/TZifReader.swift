/// Reads RFC 9636's compiled zones. Whatever the bytes are, it answers or throws.
struct TZifReader {
    private let bytes: [UInt8]
    private let identifier: String
    private var position = 0

    /// Offsets may go a little past a day (RFC 9636 §3.2).
    private static let offsets: ClosedRange<Int32> = -89_999...93_599

    /// The counts of a block, and from them its size.
    private struct Header {
        var version: UInt8
        var utcFlags, standardFlags, leapSeconds, transitions, types, characters: Int

        func bodySize(timeSize: Int) -> Int {
            transitions * (timeSize + 1) + types * 6 + characters + leapSeconds * (timeSize + 4) + standardFlags
                + utcFlags
        }
    }

    init(bytes: [UInt8], identifier: String) {
        self.bytes = bytes
        self.identifier = identifier
    }

    mutating func table() throws(ZoneError) -> ZoneTable {
        let first = try header()
        guard first.version != 0 else {
            return try block(first, timeSize: 4, readsRule: false)
        }
        // Version 2 and later repeat everything with 64-bit times; the first block is there for old readers.
        let size = first.bodySize(timeSize: 4)
        guard size <= bytes.count - position else { throw malformed("its first block is cut off") }
        position += size
        return try block(try header(), timeSize: 8, readsRule: true)
    }

    private func malformed(_ reason: String) -> ZoneError { .malformed(identifier: identifier, reason: reason) }

    /// The bounds are the caller's: every read is preceded by a check of the whole header's or block's size.
    private func unsigned(at index: Int, size: Int) -> UInt64 {
        var value: UInt64 = 0
        for byte in bytes[index..<index + size] { value = value << 8 | UInt64(byte) }
        return value
    }

    private mutating func header() throws(ZoneError) -> Header {
        guard bytes.count - position >= 44 else { throw malformed("its header is cut off") }
        guard bytes[position..<position + 4].elementsEqual("TZif".utf8) else {
            throw malformed("it doesn't begin with TZif")
        }
        let version = bytes[position + 4]
        guard version == 0 || version >= UInt8(ascii: "2") else { throw malformed("its version is unknown") }
        var counts: [Int] = []
        for field in 0..<6 { counts.append(Int(unsigned(at: position + 20 + field * 4, size: 4))) }
        position += 44
        return Header(
            version: version, utcFlags: counts[0], standardFlags: counts[1], leapSeconds: counts[2],
            transitions: counts[3], types: counts[4], characters: counts[5])
    }

    private mutating func block(_ header: Header, timeSize: Int, readsRule: Bool) throws(ZoneError) -> ZoneTable {
        let size = header.bodySize(timeSize: timeSize)
        guard size <= bytes.count - position else { throw malformed("its data is cut off") }
        guard (1...256).contains(header.types) else { throw malformed("it has no local time types, or too many") }
        guard header.leapSeconds == 0 else { throw malformed("it counts leap seconds, which POSIX time doesn't") }

        let times = position
        let indexes = times + header.transitions * timeSize
        let types = indexes + header.transitions
        position += size
        let offsets = try typeOffsets(at: types, count: header.types)

        var transitions: [(at: Int64, offset: Int32)] = []
        transitions.reserveCapacity(header.transitions)
        for index in 0..<header.transitions {
            let raw = unsigned(at: times + index * timeSize, size: timeSize)
            let at = timeSize == 4 ? Int64(Int32(truncatingIfNeeded: raw)) : Int64(bitPattern: raw)
            guard at >= -ZoneSpan.reach, at <= ZoneSpan.reach else { throw malformed("a transition is out of range") }
            if let last = transitions.last, last.at >= at { throw malformed("its transitions are out of order") }
            let type = Int(bytes[indexes + index])
            guard type < offsets.count else { throw malformed("a transition names a type that isn't there") }
            transitions.append((at, offsets[type]))
        }
        let rule = readsRule ? try footer() : nil
        return ZoneTable(initialOffset: offsets[0], transitions: transitions, rule: rule)
    }

    private func typeOffsets(at start: Int, count: Int) throws(ZoneError) -> [Int32] {
        var offsets: [Int32] = []
        for index in 0..<count {
            let offset = Int32(truncatingIfNeeded: unsigned(at: start + index * 6, size: 4))
            guard Self.offsets.contains(offset) else { throw malformed("an offset is out of range") }
            offsets.append(offset)
        }
        return offsets
    }

    /// Nil where the footer is empty: then the last type holds for ever.
    private func footer() throws(ZoneError) -> PosixRule? {
        let newline = UInt8(ascii: "\n")
        guard position < bytes.count, bytes[position] == newline,
            let end = bytes[(position + 1)...].firstIndex(of: newline)
        else { throw malformed("its footer is cut off") }
        let text = bytes[position + 1..<end]
        guard !text.isEmpty else { return nil }
        guard let rule = PosixRuleReader.read(text) else { throw malformed("its footer isn't a TZ string") }
        return rule
    }
}
