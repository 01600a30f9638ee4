import YAMLEvents

/// What a text is by libyaml's own events, and where the contract refuses what libyaml takes.
struct YAMLOracle {
    struct Place: Hashable, Comparable {
        var line: Int
        var column: Int

        static func < (a: Place, b: Place) -> Bool { (a.line, a.column) < (b.line, b.column) }
    }

    enum Outcome {
        case whole([YAMLToken])
        /// - isLimit: `LIMIT_EXCEEDED` rather than `INVALID_YAML`.
        case refused(Place, isLimit: Bool)
    }

    private(set) var outcome = Outcome.whole([])
    /// Keys that a mapping has a second time, of mappings that were read to their end.
    private(set) var duplicates: [Place] = []
    /// Whether it was libyaml that refused it.
    private(set) var isBroken = false

    /// A collection that is still open.
    private struct Open {
        var start: Int
        var isMapping: Bool
        var anchor: (name: String, number: Int)?
        /// Nodes so far: of a mapping, an even number before a key.
        var count = 0
        var keys: [(text: String, place: Place)] = []
        var levels = 0
    }

    private struct Anchor {
        var number: Int
        /// Nil while what it names is still open.
        var tokens: [YAMLToken]?
        var levels = 0
    }

    private var tokens: [YAMLToken] = []
    private var open: [Open] = []
    private var anchors: [String: Anchor] = [:]
    private var anchorCount = 0
    private var aliased = 0
    private var documents = 0
    /// What stands behind the text: libyaml ends a last line that has no break, and counts one more.
    private let last: Place

    private struct Refusal: Error {
        var place: Place
        var isLimit = false
    }

    /// - Parameter bytes: UTF-8 without a zero, and without a byte order mark.
    init?(_ bytes: [UInt8]) {
        last = YAMLOracle.place(behind: String(decoding: bytes, as: UTF8.self))
        guard let dump = yaml_events_make(bytes, bytes.count) else { return nil }
        defer { yaml_events_free(dump) }
        do {
            for index in 0..<dump.pointee.count { try take(dump.pointee.events[index]) }
            if dump.pointee.is_whole == 0 {
                isBroken = true
                throw Refusal(place: place(of: dump.pointee, in: bytes))
            }
            if documents == 0 { throw Refusal(place: Place(line: 1, column: 1)) }
            outcome = .whole(tokens)
        } catch let refusal as Refusal {
            outcome = .refused(refusal.place, isLimit: refusal.isLimit)
        } catch {
            return nil
        }
    }

    /// Where libyaml gave up; where a line lacks its ':' and quotes are never closed, where that began.
    private func place(of dump: yaml_events_dump, in bytes: [UInt8]) -> Place {
        if dump.is_about_bytes != 0 {
            return YAMLOracle.place(behind: String(decoding: bytes.prefix(dump.offset), as: UTF8.self))
        }
        let problem = dump.problem.map { String(cString: $0) }
        if problem == "could not find expected ':'" || problem == "found unexpected end of stream" {
            return place(dump.context_line, dump.context_column)
        }
        return place(dump.line, dump.column)
    }

    private func place(_ line: Int, _ column: Int) -> Place {
        line < last.line ? Place(line: line + 1, column: column + 1) : last
    }

    /// Where a text goes on, by the breaks that libyaml counts (YAML 1.1, §4.2).
    private static func place(behind text: String) -> Place {
        let whole = text.replacing("\r\n", with: "\n").unicodeScalars
        let lines = whole.split(omittingEmptySubsequences: false) {
            "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0)
        }
        return Place(line: lines.count, column: (lines.last?.count ?? 0) + 1)
    }

    // MARK: Events

    private mutating func take(_ event: yaml_events_event) throws {
        let place = place(event.line, event.column)
        let anchor = event.anchor.map { String(cString: $0) }
        let tag = event.tag.map { String(cString: $0) }
        switch event.kind {
        case YAML_EVENTS_DOCUMENT:
            documents += 1
            if documents > 1 { throw Refusal(place: place) }
        case YAML_EVENTS_SCALAR:
            try takeScalar(event, anchor, tag, place)
        case YAML_EVENTS_SEQUENCE:
            if tokens.isEmpty { throw Refusal(place: place) }
            try begin(.sequence, anchor, tag, ["!", "tag:yaml.org,2002:seq"], place)
        case YAML_EVENTS_MAPPING:
            try begin(.mapping, anchor, tag, ["!", "tag:yaml.org,2002:map"], place)
        case YAML_EVENTS_ALIAS:
            try takeAlias(anchor ?? "", place)
        default:
            end()
        }
    }

    private mutating func takeScalar(
        _ event: yaml_events_event, _ anchor: String?, _ tag: String?, _ place: Place
    ) throws {
        let bytes = UnsafeRawBufferPointer(start: event.text, count: event.length)
        if tokens.isEmpty {
            throw Refusal(place: bytes.isEmpty ? Place(line: place.line, column: 1) : place)
        }
        let texts = ["!", "tag:yaml.org,2002:str"]
        let others = ["int", "float", "bool", "null"].map { "tag:yaml.org,2002:" + $0 }
        if let tag, !texts.contains(tag), !others.contains(tag) { throw Refusal(place: place) }
        let kind: YAMLToken.Kind =
            switch event.style {
            case YAML_EVENTS_PLAIN: tag.map(texts.contains) ?? false ? .quoted : .plain
            case YAML_EVENTS_LITERAL: .literal
            case YAML_EVENTS_FOLDED: .folded
            default: .quoted
            }
        let text = String(decoding: bytes, as: UTF8.self)
        let token = YAMLToken(kind: kind, text: text, line: place.line, column: place.column)
        if let anchor { name(anchor, [token], levels: 0) }
        noteKey(text, place)
        tokens.append(token)
        count(levels: 0)
    }

    private mutating func begin(
        _ kind: YAMLToken.Kind, _ anchor: String?, _ tag: String?, _ tags: [String], _ place: Place
    ) throws {
        if let tag, !tags.contains(tag) { throw Refusal(place: place) }
        if isAtKey { throw Refusal(place: place) }
        if open.count >= 64 { throw Refusal(place: place, isLimit: true) }
        let number = anchor.map { name($0, nil, levels: 0) }
        open.append(
            Open(
                start: tokens.count, isMapping: kind == .mapping,
                anchor: anchor.flatMap { anchor in number.map { (anchor, $0) } }))
        tokens.append(YAMLToken(kind: kind, line: place.line, column: place.column))
    }

    private mutating func end() {
        guard let closed = open.popLast() else { return }
        tokens.append(.end)
        if let anchor = closed.anchor, anchors[anchor.name]?.number == anchor.number {
            anchors[anchor.name]?.tokens = Array(tokens[closed.start...])
            anchors[anchor.name]?.levels = closed.levels + 1
        }
        var seen: Set<[UInt8]> = []
        for key in closed.keys where !seen.insert(Array(key.text.utf8)).inserted { duplicates.append(key.place) }
        count(levels: closed.levels + 1)
    }

    private mutating func takeAlias(_ name: String, _ place: Place) throws {
        guard let anchor = anchors[name], var copy = anchor.tokens, let first = copy.first else {
            throw Refusal(place: place)
        }
        let isCollection = first.kind == .mapping || first.kind == .sequence
        if isCollection, isAtKey { throw Refusal(place: place) }
        aliased += copy.count { $0.kind != .end }
        if aliased > 100_000 { throw Refusal(place: place, isLimit: true) }
        if open.count + anchor.levels > 64 { throw Refusal(place: place, isLimit: true) }
        copy[0].line = place.line
        copy[0].column = place.column
        noteKey(first.text, place)
        tokens += copy
        count(levels: anchor.levels)
    }

    // MARK: -

    private var isAtKey: Bool { open.last.map { $0.isMapping && $0.count.isMultiple(of: 2) } ?? false }

    private mutating func noteKey(_ text: String, _ place: Place) {
        if isAtKey { open[open.count - 1].keys.append((text, place)) }
    }

    private mutating func count(levels: Int) {
        guard let last = open.indices.last else { return }
        open[last].count += 1
        open[last].levels = max(open[last].levels, levels)
    }

    @discardableResult
    private mutating func name(_ anchor: String, _ tokens: [YAMLToken]?, levels: Int) -> Int {
        anchorCount += 1
        anchors[anchor] = Anchor(number: anchorCount, tokens: tokens, levels: levels)
        return anchorCount
    }
}
