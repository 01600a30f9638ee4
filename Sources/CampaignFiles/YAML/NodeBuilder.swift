/// Builds a document from a parser's events, and refuses what could grow without bounds.
struct NodeBuilder {
    static let deepest = 64
    static let mostNodes = 100_000
    static let mostAliasedNodes = 100_000

    private(set) var records: [YAMLDocument.Record] = []
    private(set) var text: [UInt8] = []
    private var open: [Open] = []
    private var anchors: [String: Anchor] = [:]
    private var aliasedNodes = 0

    private struct Open {
        var index: Int32
        var last: Int32 = -1
        var count: Int32 = 0
        /// Levels of collections in it, aliases followed.
        var height = 0
        /// Nodes in it, aliases followed.
        var size = 1
        var anchor: String?
    }

    /// What an alias would expand to; nil while its collection is still open.
    private struct Anchor {
        var index: Int32
        var extent: (size: Int, height: Int)?
    }

    init() {
        records.reserveCapacity(128)
        text.reserveCapacity(1_024)
    }

    mutating func scalar(
        _ bytes: UnsafeBufferPointer<UInt8>, kind: YAMLDocument.Kind, anchor: String?, line: Int32, column: Int32
    ) throws(YAMLFault) {
        try refuseTooMany(line: line, column: column)
        let start = Int32(clamping: text.count)
        text.append(contentsOf: bytes)
        let index = append(
            .init(kind: kind, line: line, column: column, start: start, end: Int32(clamping: text.count)))
        if let anchor { anchors[anchor] = Anchor(index: index, extent: (1, 0)) }
        attach(index, size: 1, height: 0)
    }

    mutating func begin(_ kind: YAMLDocument.Kind, anchor: String?, line: Int32, column: Int32) throws(YAMLFault) {
        try refuseTooMany(line: line, column: column)
        try refuseComplexKey(line: line, column: column)
        guard open.count < NodeBuilder.deepest else { throw NodeBuilder.tooDeep(line: line, column: column) }
        let index = append(.init(kind: kind, line: line, column: column, start: -1, end: 0))
        if let anchor { anchors[anchor] = Anchor(index: index, extent: nil) }
        open.append(Open(index: index, anchor: anchor))
    }

    mutating func end() {
        guard let closed = open.popLast() else { return }
        records[Int(closed.index)].end = closed.count
        if let anchor = closed.anchor, anchors[anchor]?.index == closed.index {
            anchors[anchor]?.extent = (closed.size, closed.height + 1)
        }
        attach(closed.index, size: closed.size, height: closed.height + 1)
    }

    mutating func alias(_ name: String, line: Int32, column: Int32) throws(YAMLFault) {
        try refuseTooMany(line: line, column: column)
        guard let anchor = anchors[name] else {
            throw NodeBuilder.fault(
                "there is no anchor '&\(name)' before this alias", "define it above, or write the value out", line,
                column)
        }
        guard let extent = anchor.extent else {
            throw NodeBuilder.fault(
                "the alias '*\(name)' stands inside of what it names", "write the value out", line, column)
        }
        let target = records[Int(anchor.index)]
        if target.kind == .mapping || target.kind == .sequence {
            try refuseComplexKey(line: line, column: column)
        }
        aliasedNodes += extent.size
        guard aliasedNodes <= NodeBuilder.mostAliasedNodes else {
            throw YAMLFault(
                code: .limitExceeded,
                message: "aliases expand past 100,000 nodes",
                line: Int(line), column: Int(column), hint: "write values out instead of nesting aliases")
        }
        guard open.count + extent.height <= NodeBuilder.deepest else {
            throw NodeBuilder.tooDeep(line: line, column: column)
        }
        let index = append(.init(kind: .alias, line: line, column: column, start: anchor.index, end: 0))
        attach(index, size: extent.size, height: extent.height)
    }

    // MARK: -

    private mutating func append(_ record: YAMLDocument.Record) -> Int32 {
        records.append(record)
        return Int32(clamping: records.count - 1)
    }

    private mutating func attach(_ index: Int32, size: Int, height: Int) {
        guard let parent = open.indices.last else { return }
        if open[parent].last >= 0 {
            records[Int(open[parent].last)].next = index
        } else {
            records[Int(open[parent].index)].start = index
        }
        open[parent].last = index
        open[parent].count += 1
        open[parent].size += size
        open[parent].height = max(open[parent].height, height)
    }

    /// Whoever goes through the nodes afterwards takes longer for each than it took to parse.
    private func refuseTooMany(line: Int32, column: Int32) throws(YAMLFault) {
        guard records.count < NodeBuilder.mostNodes else {
            throw YAMLFault(
                code: .limitExceeded, message: "the file holds more than 100,000 values", line: Int(line),
                column: Int(column), hint: "contacts belong into a data source, not into the tree")
        }
    }

    /// A mapping's keys are text; `? [a, b]` has no meaning here.
    private func refuseComplexKey(line: Int32, column: Int32) throws(YAMLFault) {
        guard let parent = open.last, records[Int(parent.index)].kind == .mapping, parent.count % 2 == 0 else { return }
        throw NodeBuilder.fault("a key must be plain text", "did you mean to quote it?", line, column)
    }

    private static func tooDeep(line: Int32, column: Int32) -> YAMLFault {
        YAMLFault(
            code: .limitExceeded, message: "values are nested more than \(deepest) deep", line: Int(line),
            column: Int(column), hint: "no field of a campaign needs that; is a bracket left open?")
    }

    private static func fault(_ message: String, _ hint: String, _ line: Int32, _ column: Int32) -> YAMLFault {
        YAMLFault(code: .invalidYAML, message: message, line: Int(line), column: Int(column), hint: hint)
    }
}
