import TestSupport

/// Texts that are mostly YAML: every construct that there is, nested at random, and sound ones with something changed.
struct RandomYAML {
    private var random: SeededGenerator
    private let samples: [[UInt8]]
    private var anchors: [String] = []

    /// - Parameter samples: Files to change; not empty.
    init(seed: UInt64, samples: [[UInt8]]) {
        random = SeededGenerator(seed: seed)
        self.samples = samples
    }

    mutating func next() -> [UInt8] {
        var bytes: [UInt8]
        if random.oneIn(2) {
            bytes = document()
            if random.oneIn(3) { bytes = changed(bytes, random.number(1...2)) }
        } else {
            bytes = changed(random.pick(samples), random.number(1...4))
        }
        if random.oneIn(20) { bytes = bytes.flatMap { $0 == 10 ? [13, 10] : [$0] } }
        if random.oneIn(40) { bytes = [0xEF, 0xBB, 0xBF] + bytes }
        return bytes
    }

    // MARK: Generated

    private static let directives = ["%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "%TAG ! tag:x,2000:\n---\n"]
    private static let tags = [
        "!!str ", "!!int ", "! ", "!!map ", "!!seq ", "!x ", "!!bool ", "!<tag:x> ", "!!null ",
    ]

    private mutating func document() -> [UInt8] {
        anchors = []
        var text = ""
        if random.oneIn(30) { text += random.pick(RandomYAML.directives) }
        if random.oneIn(20) { text += "--- " + (random.oneIn(2) ? "# begin\n" : "\n") }
        if random.oneIn(8) {
            text += flow(depth: 0)
        } else if random.oneIn(20) {
            text += block(depth: 0, indent: 0)
        } else {
            text += mapping(depth: 0, indent: 0)
        }
        if random.oneIn(25) { text += random.pick(["...\n", "---\nb: 2\n", "...\n# end\n", "...\n---\n- x\n"]) }
        if random.oneIn(300) { text += "deep: " + String(repeating: "[", count: 62 + random.number(0...4)) }
        return Array(text.utf8)
    }

    private mutating func block(depth: Int, indent: Int) -> String {
        switch random.number(0...3) {
        case 0 where depth < 5: mapping(depth: depth, indent: indent)
        case 1 where depth < 5: sequence(depth: depth, indent: indent)
        default: scalar() + "\n"
        }
    }

    private mutating func margin(_ indent: Int) -> String {
        random.oneIn(150) ? "\t" : String(repeating: " ", count: random.oneIn(150) ? indent + 1 : indent)
    }

    private mutating func mapping(depth: Int, indent: Int) -> String {
        var text = ""
        for number in 0..<random.number(1...5) {
            text += margin(indent) + key(number)
            text += value(depth: depth, indent: indent)
            if random.oneIn(12) { text += random.pick(["# a note: x\n", "\n", "  # é\n", "   \n"]) }
        }
        return text
    }

    private mutating func sequence(depth: Int, indent: Int) -> String {
        var text = ""
        for _ in 0..<random.number(1...4) { text += margin(indent) + "-" + value(depth: depth, indent: indent) }
        return text
    }

    /// What stands after a key's ':' or a '-', to the end of its lines.
    private mutating func value(depth: Int, indent: Int) -> String {
        let inner = indent + random.number(1...3)
        switch random.number(0...9) {
        case 0 where depth < 5: return " " + properties() + "\n" + mapping(depth: depth + 1, indent: inner)
        case 1 where depth < 5: return " " + properties() + "\n" + sequence(depth: depth + 1, indent: inner)
        case 2: return " " + properties() + flow(depth: depth + 1) + note() + "\n"
        case 3: return " " + properties() + literal(indent: inner)
        case 4 where !anchors.isEmpty: return " *" + random.pick(anchors) + note() + "\n"
        case 5: return random.oneIn(4) ? "\n" : " " + properties() + note() + "\n"
        default: return " " + properties() + scalar() + note() + "\n"
        }
    }

    private mutating func note() -> String { random.oneIn(10) ? random.pick([" # x", " #", "#x", "\t# tab"]) : "" }

    private mutating func key(_ number: Int) -> String {
        switch random.number(0...24) {
        case 0: "\"k\(number)\":"
        case 1: "'k''\(number)' :"
        case 2: "? k\(number)\n:"
        case 3 where !anchors.isEmpty: "*\(random.pick(anchors)) :"
        case 4: random.pick(["? [a, b]\n:", "{a: b}:", "a:", "é😀:", "<<:", "~:", ":", "&k k:", "!!str k:"])
        default: "k\(number):"
        }
    }

    private mutating func properties() -> String {
        var text = ""
        if random.oneIn(8) {
            let name = random.pick(["a", "b", "c", "long-name_1"])
            anchors.append(name)
            text += "&\(name) "
        }
        guard random.oneIn(15) else { return text }
        return text + random.pick(RandomYAML.tags)
    }

    private static let scalars = [
        "x", "1", "true", "null", "~", "10:00", "2026-12-25T10:00:00Z", "no", "0x1F", ".inf", "a b  c", "é", "😀",
        "a: b",
        "a #b", "a#b", "http://x", "-", "-x", "- x", "?", "@x", "`x`", "%x", "\"\"", "''", "'it''s'", "\"a\\nb\"",
        "\"\\u00e9\\x41\\t\"", "\"a\\q\"", "\"open", "'open", "\"a\n  b\"", "'a\n\n  b'", "a\n  b", "{", "]",
        "\"\\\n  x\"",
        "\u{85}", "\u{2028}x", "a\u{A0}b", "\u{7}", "\u{FEFF}", "\"a\tb\"", "a\tb", "...", "---", "!", "&", "*",
        "*none", "|x",
    ]

    private mutating func scalar() -> String {
        random.oneIn(3) ? random.pick(RandomYAML.scalars) : random.pick(Array(RandomYAML.scalars.prefix(13)))
    }

    private mutating func flow(depth: Int) -> String {
        guard depth < 6, !random.oneIn(4) else { return scalar() }
        let count = random.number(0...3)
        let separator = random.pick([", ", ",", " ,\n   ", ", # x\n  "])
        if random.oneIn(2) {
            let elements = (0..<count).map { _ in properties() + flow(depth: depth + 1) }
            return "[" + elements.joined(separator: separator) + "]"
        }
        let members = (0..<count).map { number -> String in
            let name = random.pick(["k\(number): ", "\"k\(number)\":", "k\(number)", "? k : ", "[x]: ", ": "])
            return name + flow(depth: depth + 1)
        }
        return "{" + members.joined(separator: separator) + "}"
    }

    private mutating func literal(indent: Int) -> String {
        let head = random.pick(["|", ">", "|-", ">+", "|2", ">1-", "|0", "|9", "| # x"])
        let lines = (0..<random.number(0...4)).map { _ in
            random.pick(["text", "  more", "", "a: b", "# no note", "é😀", "\ttab", "- x", "   "])
        }
        return head + "\n" + lines.map { String(repeating: " ", count: indent) + $0 + "\n" }.joined()
    }

    // MARK: Changed

    private static let pieces = [
        "\t", " ", "\n", "\r", ":", ": ", "- ", "#", " #", "\"", "'", "{", "}", "[", "]", ",", "&a ", "*a", "!!str ",
        "!x ",
        "|", ">", "|\n", "---\n", "...\n", "%", "@", "`", "? ", "<<: ", "\\", "é", "😀", "\u{2028}", "\u{85}",
        "\u{FEFF}",
        "\0", "\u{1}", "\u{7F}", "~", "a: 1\n",
    ].map { Array($0.utf8) }

    private mutating func changed(_ sample: [UInt8], _ times: Int) -> [UInt8] {
        var bytes = sample
        for _ in 0..<times {
            guard !bytes.isEmpty else { return bytes }
            let index = random.number(0...bytes.count - 1)
            switch random.number(0...8) {
            case 0: bytes[index] ^= 1 << UInt8(random.number(0...7))
            case 1, 2, 3: bytes.insert(contentsOf: random.pick(RandomYAML.pieces), at: index)
            case 4: bytes.removeSubrange(index..<min(bytes.count, index + random.number(1...6)))
            case 5: bytes = line(doubledAt: index, bytes)
            case 6: bytes.swapAt(index, random.number(0...bytes.count - 1))
            case 7: bytes = Array(bytes[..<index]) + random.pick(samples).suffix(random.number(0...200))
            default: bytes = random.oneIn(3) ? Array(bytes[..<index]) : indented(at: index, bytes)
            }
        }
        return bytes
    }

    private func line(around index: Int, _ bytes: [UInt8]) -> Range<Int> {
        let start = bytes[..<index].lastIndex(of: 10).map { $0 + 1 } ?? 0
        let end = bytes[index...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
        return start..<end
    }

    private func line(doubledAt index: Int, _ bytes: [UInt8]) -> [UInt8] {
        let line = line(around: index, bytes)
        return Array(bytes[..<line.upperBound]) + bytes[line] + bytes[line.upperBound...]
    }

    private mutating func indented(at index: Int, _ bytes: [UInt8]) -> [UInt8] {
        let start = line(around: index, bytes).lowerBound
        return Array(bytes[..<start]) + Array(repeating: 0x20, count: random.number(1...3)) + bytes[start...]
    }
}
