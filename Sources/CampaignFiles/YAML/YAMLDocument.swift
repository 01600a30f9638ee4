/// One parsed file: all nodes in one array, all text in another, so that a file costs a handful of allocations.
final class YAMLDocument: Sendable {
    struct Record: Sendable {
        var kind: Kind
        /// Both begin at 1.
        var line: Int32
        var column: Int32
        /// A scalar's text in `text`. A collection's first child in `start`, how many nodes it has in `end` (a
        /// mapping's keys and values alternate). An alias' target in `start`.
        var start: Int32
        var end: Int32
        /// The next node of the same collection, or -1.
        var next: Int32 = -1
    }

    enum Kind: UInt8, Sendable {
        /// A scalar whose type follows from its text.
        case plain
        case quoted
        /// `|`: the text's lines are the file's.
        case literal
        case folded
        case sequence, mapping, alias
    }

    let records: [Record]
    let text: [UInt8]
    /// Whether this is `_defaults.yaml`: what is wrong in it is reported there alone, once.
    let isDefaults: Bool

    init(records: [Record], text: [UInt8], isDefaults: Bool) {
        self.records = records
        self.text = text
        self.isDefaults = isDefaults
    }

    func node(_ index: Int32) -> YAMLNode {
        let record = records[Int(index)]
        let target = record.kind == .alias ? record.start : index
        return YAMLNode(document: self, index: target, line: record.line, column: record.column)
    }

    /// Whether the scalar at `index` reads exactly like `key`.
    @inline(__always)
    func matches(_ record: Record, _ key: StaticString) -> Bool {
        let count = key.utf8CodeUnitCount
        guard Int(record.end &- record.start) == count, record.kind.rawValue <= Kind.folded.rawValue else {
            return false
        }
        return text.withUnsafeBufferPointer { buffer in
            let start = Int(record.start)
            for offset in 0..<count where buffer[start + offset] != key.utf8Start[offset] { return false }
            return true
        }
    }
}
