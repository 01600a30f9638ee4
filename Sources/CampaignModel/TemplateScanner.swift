/// Finds the tags of a Mustache text, and refuses what would render as something else than it says: partials, new
/// delimiters, sections that don't close. Pure; the text alone decides.
public struct TemplateScanner {
    static let deepest = 16
    /// Enough to see that a text is no template.
    static let mostFaults = 100

    public private(set) var tags: [TemplateTag] = []
    public private(set) var faults: [TemplateFault] = []

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var column = 1
    private var sections: [(name: String, field: String, line: Int, column: Int)] = []
    /// How many of the open sections ask for a field.
    private var openFields: [String: Int] = [:]

    public init(_ text: String) {
        bytes = Array(text.utf8)
        while seekTag() {
            guard readTag() else { return }
        }
        for section in sections {
            guard
                refuse(
                    "the section '\(section.name.prefix(60))' is never closed", "add {{/\(section.name.prefix(60))}}",
                    (section.line, section.column))
            else { return }
        }
    }

    // MARK: Moving

    private mutating func step() {
        if bytes[position] == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else if bytes[position] & 0xC0 != 0x80 {
            column += 1
        }
        position += 1
    }

    private func isAt(_ text: StaticString) -> Bool {
        guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[position + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }

    private mutating func seekTag() -> Bool {
        while position < bytes.count {
            if isAt("{{") { return true }
            step()
        }
        return false
    }

    // MARK: Tags

    /// False where the tag doesn't end: nothing behind it can be told apart.
    private mutating func readTag() -> Bool {
        let place = (line: line, column: column)
        let isTriple = isAt("{{{")
        let closing: StaticString = isTriple ? "}}}" : "}}"
        for _ in 0..<(isTriple ? 3 : 2) { step() }
        let start = position
        while position < bytes.count, !isAt(closing) {
            if isAt("{{") { break }
            step()
        }
        guard isAt(closing) else {
            refuse("this tag is never closed", "end it with \(closing)", place)
            return false
        }
        let content = bytes[start..<position]
        for _ in 0..<closing.utf8CodeUnitCount { step() }
        if isTriple {
            use(content, place, isValue: true)
        } else {
            classify(content, place)
        }
        return faults.count < TemplateScanner.mostFaults
    }

    private mutating func classify(_ content: ArraySlice<UInt8>, _ place: (line: Int, column: Int)) {
        let rest = content.dropFirst()
        switch content.first {
        case UInt8(ascii: "!"):
            break
        case UInt8(ascii: "&"):
            use(rest, place, isValue: true)
        case UInt8(ascii: "#"), UInt8(ascii: "^"):
            open(rest, place)
        case UInt8(ascii: "/"):
            close(name(rest), place)
        case UInt8(ascii: ">"):
            refuse("partials are not supported", "write the text out", place)
        case UInt8(ascii: "<"), UInt8(ascii: "$"):
            refuse("template inheritance is not supported", "write the text out", place)
        case UInt8(ascii: "="):
            refuse("delimiters can't be changed", "tags begin with {{ and end with }}", place)
        case UInt8(ascii: "%"):
            refuse("pragmas are not supported", "remove the tag", place)
        default:
            use(content, place, isValue: true)
        }
    }

    private func name(_ content: ArraySlice<UInt8>) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        let trimmed = content.drop(while: isSpace)
        let end = trimmed.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? trimmed.startIndex
        return String(decoding: trimmed[trimmed.startIndex..<end], as: UTF8.self)
    }

    private mutating func open(_ content: ArraySlice<UInt8>, _ place: (line: Int, column: Int)) {
        use(content, place, isValue: false)
        let name = name(content)
        let field = TemplateScanner.field(name)
        sections.append((name, field, place.line, place.column))
        openFields[field, default: 0] += 1
        if sections.count == TemplateScanner.deepest + 1 {
            refuse("sections are nested deeper than \(TemplateScanner.deepest)", "take sections apart", place)
        }
    }

    private mutating func close(_ name: String, _ place: (line: Int, column: Int)) {
        guard let section = sections.last else {
            refuse("there is no section '\(name.prefix(60))' to close", "remove the tag", place)
            return
        }
        if section.name != name {
            refuse(
                "the section '\(section.name.prefix(60))' is open here, not '\(name)'",
                "close it with {{/\(section.name.prefix(60))}}", place
            )
        }
        sections.removeLast()
        openFields[section.field, default: 0] -= 1
    }

    private mutating func use(_ content: ArraySlice<UInt8>, _ place: (line: Int, column: Int), isValue: Bool) {
        let name = name(content)
        let field = TemplateScanner.field(name)
        guard !field.isEmpty, name == "." || TemplateScanner.isName(name) else {
            refuse("'\(name.prefix(60))' is not the name of a field", "write {{fieldName}}", place)
            return
        }
        let isGuarded = openFields[field, default: 0] > 0
        tags.append(
            TemplateTag(
                field: field, line: place.line, column: place.column, isInSection: !sections.isEmpty,
                isRequired: isValue && field != "." && !isGuarded))
    }

    /// The first component of a path.
    private static func field(_ name: String) -> String {
        guard name != ".", let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return name }
        return String(name[..<dot])
    }

    /// Letters of any language, digits, `_`, `-`, and `.` between them: what a contact's field may be called, and
    /// nothing that a renderer could take for a call.
    private static func isName(_ name: String) -> Bool {
        if name.utf8.allSatisfy(isNameByte) { return !name.isEmpty }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// False once there are so many that nobody reads more.
    @discardableResult
    private mutating func refuse(_ message: String, _ hint: String, _ place: (line: Int, column: Int)) -> Bool {
        faults.append(TemplateFault(message: message, hint: hint, line: place.line, column: place.column))
        return faults.count < TemplateScanner.mostFaults
    }
}
