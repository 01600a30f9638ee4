/// Builds zone files for tests.
public struct TZifSample: Sendable {
    public var version: UInt8
    /// Seconds east of UTC, one for each type.
    public var offsets: [Int32]
    public var transitions: [(at: Int64, type: UInt8)]
    /// A POSIX TZ string.
    public var footer: String
    public var leapSeconds: UInt32

    public init(
        version: UInt8 = UInt8(ascii: "2"), offsets: [Int32] = [0], transitions: [(at: Int64, type: UInt8)] = [],
        footer: String = "", leapSeconds: UInt32 = 0
    ) {
        self.version = version
        self.offsets = offsets
        self.transitions = transitions
        self.footer = footer
        self.leapSeconds = leapSeconds
    }

    /// A zone that is always this far ahead of UTC.
    public static func fixed(hours: Int) -> TZifSample {
        TZifSample(offsets: [Int32(hours * 3_600)], footer: "<TST>\(-hours)")
    }

    public var bytes: [UInt8] {
        guard version != 0 else { return block(timeSize: 4) }
        let first = TZifSample(version: version, offsets: [0]).block(timeSize: 4)
        return first + block(timeSize: 8) + Array("\n\(footer)\n".utf8)
    }

    private func block(timeSize: Int) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leapSeconds, UInt32(transitions.count), UInt32(offsets.count), 4] {
            append(UInt64(count), size: 4, to: &bytes)
        }
        for transition in transitions { append(UInt64(bitPattern: transition.at), size: timeSize, to: &bytes) }
        bytes += transitions.map(\.type)
        for offset in offsets {
            append(UInt64(UInt32(bitPattern: offset)), size: 4, to: &bytes)
            bytes += [0, 0]
        }
        bytes += Array("XXX\0".utf8)
        bytes += [UInt8](repeating: 0, count: Int(leapSeconds) * (timeSize + 4))
        return bytes
    }

    private func append(_ value: UInt64, size: Int, to bytes: inout [UInt8]) {
        for shift in stride(from: (size - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }
}
