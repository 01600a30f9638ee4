internal import CLibYAML

/// Drives libyaml event by event, so that it can be stopped: its scanner is quadratic in open brackets.
struct EventLoop {
    private(set) var builder = NodeBuilder()
    private let pairs: SurrogatePairs?
    private var documents = 0

    init(pairs: SurrogatePairs?) { self.pairs = pairs }

    mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) throws(YAMLFault) {
        // On the heap, because libyaml keeps a pointer to it.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else {
            throw YAMLFault(
                code: .invalidYAML, message: "there is no memory left to read it", line: 1, column: 1, hint: "try again"
            )
        }
        defer { yaml_parser_delete(parser) }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
        var event = yaml_event_t()
        var end = TextEnd(bytes)
        while true {
            guard yaml_parser_parse(parser, &event) == 1 else {
                throw ParserProblem.fault(parser, bytes: bytes, pairs: pairs)
            }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT { break }
            try take(event, at: end.place(of: event.start_mark))
        }
        guard documents > 0 else { throw EventLoop.empty(line: 1) }
    }

    private mutating func take(_ event: yaml_event_t, at place: (line: Int, column: Int)) throws(YAMLFault) {
        let line = Int32(clamping: place.line)
        var column = Int32(clamping: place.column)
        if let pairs { column = pairs.column(column, line: line) }
        switch event.type {
        case YAML_SCALAR_EVENT:
            try takeScalar(event, line, column)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            try refuseTop(line, column, "a list")
            _ = try EventLoop.isText(start.tag, "seq", line, column)
            try builder.begin(.sequence, anchor: EventLoop.text(start.anchor), line: line, column: column)
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            _ = try EventLoop.isText(start.tag, "map", line, column)
            try builder.begin(.mapping, anchor: EventLoop.text(start.anchor), line: line, column: column)
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            builder.end()
        case YAML_ALIAS_EVENT:
            try builder.alias(EventLoop.text(event.data.alias.anchor) ?? "", line: line, column: column)
        case YAML_DOCUMENT_START_EVENT:
            documents += 1
            guard documents == 1 else {
                throw YAMLFault(
                    code: .invalidYAML, message: "a second document begins here; a file holds one", line: Int(line),
                    column: Int(column), hint: "move it into a file of its own")
            }
        default:
            break
        }
    }

    private mutating func takeScalar(_ event: yaml_event_t, _ line: Int32, _ column: Int32) throws(YAMLFault) {
        let scalar = event.data.scalar
        let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        if builder.records.isEmpty {
            guard scalar.length > 0 else { throw EventLoop.empty(line: line) }
            try refuseTop(line, column, "a single value")
        }
        var kind: YAMLDocument.Kind
        switch scalar.style {
        case YAML_PLAIN_SCALAR_STYLE: kind = .plain
        case YAML_LITERAL_SCALAR_STYLE: kind = .literal
        case YAML_FOLDED_SCALAR_STYLE: kind = .folded
        default: kind = .quoted
        }
        if let tag = scalar.tag, try EventLoop.isText(tag, nil, line, column) { kind = kind == .plain ? .quoted : kind }
        try builder.scalar(bytes, kind: kind, anchor: EventLoop.text(scalar.anchor), line: line, column: column)
    }

    private func refuseTop(_ line: Int32, _ column: Int32, _ what: String) throws(YAMLFault) {
        guard builder.records.isEmpty else { return }
        throw YAMLFault(
            code: .invalidYAML, message: "the file holds \(what), not fields", line: Int(line), column: Int(column),
            hint: "begin with fields, such as 'campaignId: weekly-newsletter'")
    }

    private static func empty(line: Int32) -> YAMLFault {
        YAMLFault(
            code: .invalidYAML, message: "the file is empty", line: Int(line), column: 1,
            hint: "write a campaign into it, or remove it")
    }

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }

    /// Whether the tag makes text of a scalar. Tags of the core schema that say what is so anyway are taken; all
    /// others have no meaning here.
    private static func isText(
        _ tag: UnsafeMutablePointer<yaml_char_t>?, _ collection: String?, _ line: Int32, _ column: Int32
    ) throws(YAMLFault) -> Bool {
        guard let name = text(tag) else { return false }
        let core = "tag:yaml.org,2002:"
        switch (name, collection) {
        case ("!", nil), (core + "str", nil): return true
        case ("!", _?): return false
        case (core + "int", nil), (core + "float", nil), (core + "bool", nil), (core + "null", nil): return false
        case (let name, let collection?) where name == core + collection: return false
        default:
            throw YAMLFault(
                code: .invalidYAML, message: "the tag '\(name)' has no meaning here", line: Int(line),
                column: Int(column), hint: "remove the tag")
        }
    }
}
