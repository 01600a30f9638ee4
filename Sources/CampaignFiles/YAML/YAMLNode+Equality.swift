extension YAMLNode {
    /// Whether two top mappings hold the same nodes in the same order, anchors and ways of quoting included, but for the
    /// field `key`, which has a scalar as its value or isn't there. Places don't count.
    func isEqual(to other: YAMLNode, apartFrom key: StaticString) -> Bool {
        guard let mine = Outline(self, leavingOut: key), let theirs = Outline(other, leavingOut: key) else {
            return false
        }
        return mine == theirs
    }
}

/// The nodes of a document in its order: each one's kind and extent tell where it ends, so that equal outlines are equal
/// trees.
private struct Outline: Equatable {
    struct Node: Equatable {
        var kind: YAMLDocument.Kind
        var text: ArraySlice<UInt8>
        /// How many nodes a collection has; which node an alias stands for.
        var number: Int32
    }

    private(set) var nodes: [Node] = []

    /// Nil where the field's value is more than one node, or an alias refers to what is left out.
    init?(_ root: YAMLNode, leavingOut key: StaticString) {
        let document = root.document
        let left = Outline.field(key, of: root)
        let leftOut = left.map { [$0.key, $0.value] } ?? []
        if let left {
            switch document.records[Int(left.value)].kind {
            case .mapping, .sequence: return nil
            case .plain, .quoted, .literal, .folded, .alias: break
            }
        }
        for (index, record) in document.records.enumerated() {
            let index = Int32(clamping: index)
            guard !leftOut.contains(index) else { continue }
            switch record.kind {
            case .plain, .quoted, .literal, .folded:
                nodes.append(
                    Node(kind: record.kind, text: document.text[Int(record.start)..<Int(record.end)], number: 0))
            case .mapping, .sequence:
                let fewer = index == root.index ? Int32(leftOut.count) : 0
                nodes.append(Node(kind: record.kind, text: [], number: record.end - fewer))
            case .alias:
                guard !leftOut.contains(record.start) else { return nil }
                let target = record.start - Int32(leftOut.count { $0 < record.start })
                nodes.append(Node(kind: .alias, text: [], number: target))
            }
        }
    }

    private static func field(_ key: StaticString, of root: YAMLNode) -> (key: Int32, value: Int32)? {
        guard root.isMapping else { return nil }
        let records = root.document.records
        var index = root.record.start
        while index >= 0 {
            let value = records[Int(index)].next
            guard value >= 0 else { return nil }
            if root.document.matches(records[Int(index)], key) { return (index, value) }
            index = records[Int(value)].next
        }
        return nil
    }
}
