internal import CLibYAML

/// Goes through a parser's events and notes the marks of what stands at the top.
struct TopFieldsWalk {
    private(set) var found = TopFields.none
    /// Where the text begins in the file: behind a byte order mark.
    private let start: Int
    private let pairs: SurrogatePairs?
    private var depth = 0
    private var key: TopFields.Part?
    /// libyaml's marks count characters; this much of the text has been counted.
    private var counted = (characters: 0, bytes: 0)

    init(start: Int, pairs: SurrogatePairs?) {
        self.start = start
        self.pairs = pairs
    }

    /// False where the text can't be parsed.
    mutating func run(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // On the heap, because libyaml keeps a pointer to it.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else { return false }
        defer { yaml_parser_delete(parser) }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
        var event = yaml_event_t()
        while true {
            guard yaml_parser_parse(parser, &event) == 1 else { return false }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT { return true }
            take(event, text)
        }
    }

    private mutating func take(_ event: yaml_event_t, _ text: UnsafeBufferPointer<UInt8>) {
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            note(
                form(scalar.style), String(decoding: value, as: UTF8.self), anchor: scalar.anchor, tag: scalar.tag,
                event, text)
        case YAML_ALIAS_EVENT:
            let name = name(event.data.alias.anchor) ?? ""
            found.aliased.insert(name)
            note(.alias, name, anchor: nil, tag: nil, event, text)
        case YAML_MAPPING_START_EVENT:
            if depth == 0 { found.isFlow = event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE }
            note(.collection, "", anchor: event.data.mapping_start.anchor, tag: nil, event, text)
            depth += 1
        case YAML_SEQUENCE_START_EVENT:
            note(.collection, "", anchor: event.data.sequence_start.anchor, tag: nil, event, text)
            depth += 1
        case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
            depth -= 1
        default:
            break
        }
    }

    private mutating func note(
        _ form: TopFields.Form, _ content: String, anchor: UnsafeMutablePointer<yaml_char_t>?,
        tag: UnsafeMutablePointer<yaml_char_t>?, _ event: yaml_event_t, _ text: UnsafeBufferPointer<UInt8>
    ) {
        guard depth == 1 else { return }
        let first = offset(ofCharacter: event.start_mark.index, in: text)
        let last = form == .collection ? first : offset(ofCharacter: event.end_mark.index, in: text)
        let part = TopFields.Part(
            form: form, text: content, anchor: name(anchor), isTagged: tag != nil, range: first..<max(first, last),
            firstLine: event.start_mark.line &+ 1, lastLine: event.end_mark.line &+ 1)
        if let key {
            found.fields.append(TopFields.Field(key: key, value: part))
            self.key = nil
        } else {
            key = part
        }
    }

    /// In the file.
    private mutating func offset(ofCharacter index: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
        if index < counted.characters { counted = (0, 0) }
        while counted.characters < index, counted.bytes < text.count {
            counted.bytes += 1
            while counted.bytes < text.count, text[counted.bytes] & 0xC0 == 0x80 { counted.bytes += 1 }
            counted.characters += 1
        }
        return start + (pairs?.sourceOffset(counted.bytes) ?? counted.bytes)
    }

    private func form(_ style: yaml_scalar_style_t) -> TopFields.Form {
        switch style {
        case YAML_PLAIN_SCALAR_STYLE: .plain
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        default: .block
        }
    }

    private func name(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? { bytes.map { String(cString: $0) } }
}
