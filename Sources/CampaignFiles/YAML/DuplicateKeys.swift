/// Finds keys that a mapping has twice: YAML forbids them, libyaml doesn't look.
enum DuplicateKeys {
    /// Beyond this many keys a table is quicker than comparing each with each.
    private static let few = 24
    private static let mostReported = 100

    static func faults(in document: YAMLDocument) -> [YAMLFault] {
        var faults: [YAMLFault] = []
        for record in document.records where record.kind == .mapping && record.end >= 4 {
            if Int(record.end) / 2 <= few {
                compareEach(record, in: document, &faults)
            } else {
                compareByTable(record, in: document, &faults)
            }
            guard faults.count < mostReported else { break }
        }
        return faults
    }

    private static func compareEach(
        _ mapping: YAMLDocument.Record, in document: YAMLDocument, _ faults: inout [YAMLFault]
    ) {
        document.records.withUnsafeBufferPointer { records in
            document.text.withUnsafeBufferPointer { text in
                func content(_ index: Int32) -> YAMLDocument.Record {
                    let record = records[Int(index)]
                    return record.kind == .alias ? records[Int(record.start)] : record
                }
                func following(_ key: Int32) -> Int32 {
                    let value = records[Int(key)].next
                    return value < 0 ? -1 : records[Int(value)].next
                }
                func areEqual(_ a: YAMLDocument.Record, _ b: YAMLDocument.Record) -> Bool {
                    let count = Int(a.end - a.start)
                    guard count == Int(b.end - b.start) else { return false }
                    for offset in 0..<count where text[Int(a.start) + offset] != text[Int(b.start) + offset] {
                        return false
                    }
                    return true
                }
                var key = following(mapping.start)
                while key >= 0 {
                    var earlier = mapping.start
                    let name = content(key)
                    while earlier >= 0, earlier != key {
                        if areEqual(content(earlier), name) {
                            faults.append(fault(document.node(key), first: document.node(earlier)))
                            break
                        }
                        earlier = following(earlier)
                    }
                    key = following(key)
                }
            }
        }
    }

    private static func compareByTable(
        _ mapping: YAMLDocument.Record, in document: YAMLDocument, _ faults: inout [YAMLFault]
    ) {
        var seen: [String: Int32] = [:]
        var key = mapping.start
        while key >= 0, faults.count < mostReported {
            let node = document.node(key)
            if let first = seen.updateValue(key, forKey: node.text) {
                faults.append(fault(node, first: document.node(first)))
            }
            let value = document.records[Int(key)].next
            guard value >= 0 else { return }
            key = document.records[Int(value)].next
        }
    }

    private static func fault(_ key: YAMLNode, first: YAMLNode) -> YAMLFault {
        YAMLFault(
            code: .duplicateKey,
            message: "'\(key.text.prefix(80))' stands here a second time; the first is on line "
                + "\(first.line)", line: Int(key.line), column: Int(key.column), hint: "remove one of the two")
    }
}
