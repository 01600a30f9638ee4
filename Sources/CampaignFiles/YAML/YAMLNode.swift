/// A node where it stands: reached through an alias, its place is the alias'.
struct YAMLNode {
    let document: YAMLDocument
    let index: Int32
    /// Both begin at 1; columns count characters.
    let line: Int32
    let column: Int32

    var record: YAMLDocument.Record { document.records[Int(index)] }
    var kind: YAMLDocument.Kind { record.kind }
    var isDefault: Bool { document.isDefaults }
    var isMapping: Bool { kind == .mapping }
    var isSequence: Bool { kind == .sequence }
    var isScalar: Bool { kind.rawValue <= YAMLDocument.Kind.folded.rawValue }

    var isNull: Bool {
        let record = record
        return record.kind == .plain && CoreScalar.isNull(bytes(record))
    }

    /// A scalar's text; empty for a collection.
    var text: String {
        let record = record
        guard record.kind.rawValue <= YAMLDocument.Kind.folded.rawValue else { return "" }
        return String(decoding: bytes(record), as: UTF8.self)
    }

    /// What a scalar's text means by YAML 1.2's core schema.
    var scalar: CoreScalar {
        let record = record
        return record.kind == .plain ? CoreScalar(bytes(record)) : .string
    }

    private func bytes(_ record: YAMLDocument.Record) -> ArraySlice<UInt8> {
        document.text[Int(record.start)..<Int(record.end)]
    }

    // MARK: Collections

    /// The value under `key`; nil where there is none and where this is no mapping.
    func value(for key: StaticString) -> YAMLNode? {
        let mapping = record
        guard mapping.kind == .mapping else { return nil }
        let document = document
        let found = document.records.withUnsafeBufferPointer { records -> Int32? in
            var index = mapping.start
            while index >= 0 {
                let candidate = records[Int(index)]
                guard candidate.next >= 0 else { return nil }
                if document.matches(candidate, key) { return candidate.next }
                index = records[Int(candidate.next)].next
            }
            return nil
        }
        return found.map { document.node($0) }
    }

    /// The keys and values of a mapping, in the file's order.
    var entries: [(key: YAMLNode, value: YAMLNode)] {
        guard record.kind == .mapping else { return [] }
        var entries: [(key: YAMLNode, value: YAMLNode)] = []
        var index = record.start
        while index >= 0 {
            let value = document.records[Int(index)].next
            guard value >= 0 else { break }
            entries.append((document.node(index), document.node(value)))
            index = document.records[Int(value)].next
        }
        return entries
    }

    /// The elements of a sequence.
    var elements: [YAMLNode] {
        guard record.kind == .sequence else { return [] }
        var elements: [YAMLNode] = []
        var index = record.start
        while index >= 0 {
            elements.append(document.node(index))
            index = document.records[Int(index)].next
        }
        return elements
    }

    /// The keys of a mapping that `names` doesn't hold.
    func keys(otherThan names: [StaticString]) -> [YAMLNode] {
        guard record.kind == .mapping else { return [] }
        var others: [YAMLNode] = []
        var index = record.start
        while index >= 0 {
            let key = document.records[Int(index)]
            if !names.contains(where: { document.matches(key, $0) }) { others.append(document.node(index)) }
            guard key.next >= 0 else { break }
            index = document.records[Int(key.next)].next
        }
        return others
    }
}
