import CampaignModel

/// Changes the `status` of a campaign's file and no other byte of it, or says why it can't.
///
/// The value is found by the parser's marks, never by searching the text: `status:` may stand in a comment, in a quoted
/// text or in another mapping. What was edited is parsed again and held against what was there.
enum StatusEditor {
    /// - Parameters:
    ///   - wanted: `paused`, which an active campaign may become, or `active`, which a paused one may.
    ///   - inherited: What `_defaults.yaml` says.
    static func edit(
        _ bytes: [UInt8], to wanted: DeclaredStatus, inherited: DeclaredStatus? = nil
    ) throws(StatusRefusal) -> StatusEdit {
        let former = try parse(bytes)
        guard let fields = bytes.withUnsafeBufferPointer({ TopFields($0) }) else { throw .unsure(line: nil, wanted) }
        let status = fields.first("status")
        let before = try declared(former, inherited: inherited)
        guard before != wanted else {
            return StatusEdit(
                bytes: bytes, line: status?.value.firstLine, before: before, isAdded: false, isChanged: false)
        }
        guard before == (wanted == .paused ? .active : .paused) else {
            throw .wrongStatus(before, wanted: wanted, line: status?.value.firstLine)
        }
        let change: ByteChange
        if let status {
            change = try replacement(of: status.value, in: bytes, aliased: fields.aliased, with: wanted)
        } else {
            guard let insertion = StatusInsertion.change(fields, bytes, status: wanted) else {
                throw .noPlace(line: fields.fields.first?.key.firstLine, wanted)
            }
            change = insertion
        }
        let edited = change.applied(to: bytes)
        let line = try confirm(edited, wanted, former)
        return StatusEdit(bytes: edited, line: line, before: before, isAdded: status == nil, isChanged: true)
    }

    private static func parse(_ bytes: [UInt8]) throws(StatusRefusal) -> YAMLNode {
        let source = bytes.withUnsafeBufferPointer { YAMLSource.parse($0) }
        if let fault = source.faults.first { throw .faulty(fault) }
        guard let root = source.root, source.isWhole else {
            throw StatusRefusal(line: 1, reason: "it holds no fields; 'campanile validate' says more")
        }
        return root
    }

    /// What is in force: null in the file says that nothing is to be taken over.
    private static func declared(
        _ root: YAMLNode, inherited: DeclaredStatus?
    ) throws(StatusRefusal) -> DeclaredStatus {
        guard let node = root.value(for: "status") else { return inherited ?? .active }
        if node.isNull { return .active }
        guard node.isScalar, let status = DeclaredStatus(rawValue: node.text) else {
            throw StatusRefusal(
                line: Int(node.line), reason: "its status is none; write draft, active, paused or cancelled by hand")
        }
        return status
    }

    private static func replacement(
        of value: TopFields.Part, in bytes: [UInt8], aliased: Set<String>, with wanted: DeclaredStatus
    ) throws(StatusRefusal) -> ByteChange {
        let line = value.firstLine
        let word = Array(wanted.rawValue.utf8)
        if value.isTagged { throw .byHand(line, "its status has a tag", wanted) }
        if let anchor = value.anchor, aliased.contains(anchor) {
            throw .byHand(line, "its status is '&\(anchor)', which other fields refer to", wanted)
        }
        switch value.form {
        case .alias:
            throw .byHand(
                line, "its status is the alias '*\(value.text)', whose value belongs to another field", wanted)
        case .block:
            throw .byHand(line, "its status is a text of several lines", wanted)
        case .collection:
            throw .unsure(line: line, wanted)
        case .plain, .singleQuoted, .doubleQuoted:
            break
        }
        guard value.firstLine == value.lastLine else {
            throw .byHand(line, "its status is a text of several lines", wanted)
        }
        // The marks of an anchored value begin at its anchor; it ends as it reads, without escapes.
        let quotes = value.form == .plain ? 0 : 1
        let content = Array(value.text.utf8)
        let end = value.range.upperBound - quotes
        let start = end - content.count
        guard start >= value.range.lowerBound + quotes, end <= bytes.count, bytes[start..<end].elementsEqual(content)
        else { throw .byHand(line, "its status is written with escapes", wanted) }
        guard content.isEmpty else { return ByteChange(range: start..<end, bytes: word) }
        // `status:` without a value.
        let needsSpace = start > 0 && bytes[start - 1] == UInt8(ascii: ":")
        return ByteChange(range: start..<start, bytes: (needsSpace ? [UInt8(ascii: " ")] : []) + word)
    }

    /// The line of the status in the edited file.
    private static func confirm(
        _ bytes: [UInt8], _ wanted: DeclaredStatus, _ former: YAMLNode
    ) throws(StatusRefusal) -> Int {
        let source = bytes.withUnsafeBufferPointer { YAMLSource.parse($0) }
        guard source.faults.isEmpty, source.isWhole, let root = source.root,
            let status = root.value(for: "status"), status.isScalar, status.text == wanted.rawValue,
            former.isEqual(to: root, apartFrom: "status")
        else { throw .unsure(line: former.value(for: "status").map { Int($0.line) }, wanted) }
        return Int(status.line)
    }
}

extension StatusRefusal {
    fileprivate static func byHand(_ line: Int, _ reason: String, _ wanted: DeclaredStatus) -> StatusRefusal {
        StatusRefusal(line: line, reason: "\(reason); write 'status: \(wanted.rawValue)' there by hand")
    }

    fileprivate static func noPlace(line: Int?, _ wanted: DeclaredStatus) -> StatusRefusal {
        StatusRefusal(
            line: line,
            reason:
                "it has no status, and its form leaves no sure place for one; add 'status: \(wanted.rawValue)' by hand")
    }

    fileprivate static func unsure(line: Int?, _ wanted: DeclaredStatus) -> StatusRefusal {
        StatusRefusal(
            line: line,
            reason: "the edit would have changed more than its status; write 'status: \(wanted.rawValue)' by hand")
    }

    fileprivate static func faulty(_ fault: YAMLFault) -> StatusRefusal {
        StatusRefusal(line: fault.line, reason: "\(fault.message); \(fault.hint)")
    }

    fileprivate static func wrongStatus(
        _ status: DeclaredStatus, wanted: DeclaredStatus, line: Int?
    ) -> StatusRefusal {
        let rule =
            wanted == .paused
            ? "only an active campaign can be paused" : "only a paused campaign can be resumed"
        let what =
            switch status {
            case .draft: "it is a draft"
            case .cancelled: "it is cancelled"
            case .active, .paused: "it is \(status.rawValue)"
            }
        return StatusRefusal(line: line, reason: "\(what), and \(rule); if you mean it, edit its status by hand")
    }
}
