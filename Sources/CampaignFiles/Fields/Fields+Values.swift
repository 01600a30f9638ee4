import CampaignModel
import ScheduleEngine

extension Fields {
    // MARK: By key

    func string(_ key: StaticString) -> String? {
        expect(key) { if case .text = $0 { true } else { false } }
        return node(key).flatMap { string($0, key) }
    }

    func bool(_ key: StaticString) -> Bool? {
        expect(key) { if case .truth = $0 { true } else { false } }
        guard let node = node(key) else { return nil }
        guard case .bool(let value) = node.scalar else {
            refuse(node, key, "true or false")
            return nil
        }
        return value
    }

    func integer(_ key: StaticString) -> Int? {
        expect(key) { if case .integer = $0 { true } else { false } }
        return node(key).flatMap { integer($0, key) }
    }

    func number(_ key: StaticString) -> Double? {
        expect(key) { if case .number = $0 { true } else { false } }
        guard let node = node(key), case .number(let range)? = definition.kind(of: key) else { return nil }
        let value: Double? =
            switch node.scalar {
            case .integer(let value): Double(value)
            case .number(let value): value
            default: nil
            }
        guard let value, range.contains(value) else {
            refuse(node, key, range.expected)
            return nil
        }
        return value
    }

    func duration(_ key: StaticString) -> TimeSpan? {
        expect(key) { if case .duration = $0 { true } else { false } }
        guard let node = node(key), case .duration(let least)? = definition.kind(of: key) else { return nil }
        guard let span = node.isScalar ? TimeSpan(node.text) : nil else {
            refuse(node, key, "a duration such as 90s, 30m, 6h, 7d or 2w")
            return nil
        }
        guard span.seconds >= least else {
            fault("'\(path(key))' must be longer than 0", at: node, hint: wayOut(key))
            return nil
        }
        return span
    }

    /// With the node that it came from.
    func instant(_ key: StaticString) -> (value: Instant, node: YAMLNode)? {
        expect(key) { if case .text(.instant) = $0 { true } else { false } }
        guard let node = node(key) else { return nil }
        guard node.isScalar else {
            refuse(node, key, "an instant such as 2026-12-25T10:00:00Z")
            return nil
        }
        let text = node.text
        guard let instant = Instant(rfc3339: text) else {
            if Instant(rfc3339: text + "Z") != nil || Instant(rfc3339: text + ":00Z") != nil {
                fault(
                    "'\(path(key))' has no offset, so it could mean any time zone", at: node,
                    hint: "end it with Z for UTC, or with an offset such as -05:00")
            } else {
                refuse(node, key, "an instant such as 2026-12-25T10:00:00Z or 2026-12-25T10:00:00-05:00")
            }
            return nil
        }
        return (instant, node)
    }

    func localTime(_ key: StaticString) -> LocalTime? {
        expect(key) { if case .text(.localTime) = $0 { true } else { false } }
        return node(key).flatMap { localTime($0, key) }
    }

    func choice<T: RawRepresentable<String> & CaseIterable>(_ key: StaticString, _: T.Type = T.self) -> T? {
        expect(key) { if case .choice(let known) = $0 { known == T.allCases.map(\.rawValue) } else { false } }
        return node(key).flatMap { choice($0, key) }
    }

    /// Nil where the field is absent; elements that are at fault are left out.
    func list<T>(_ key: StaticString, _ element: (YAMLNode) -> T?) -> [T]? {
        expect(key) { $0.asList != nil }
        guard let node = node(key), let (_, mayBeEmpty) = definition.kind(of: key)?.asList else { return nil }
        guard node.isSequence else {
            refuse(node, key, "a list")
            return nil
        }
        let elements = node.elements
        if elements.isEmpty, !mayBeEmpty { fault("'\(path(key))' is empty", at: node, hint: wayOut(key)) }
        return elements.compactMap(element)
    }

    func strings(_ key: StaticString) -> [String]? { list(key) { string($0, key) } }

    /// What `$schema` names is an editor's business.
    func checkSchemaName() { _ = string("$schema") }

    /// In a debug build every reading checks that it reads as the definition says.
    private func expect(_ key: StaticString, _ isRight: (ValueKind) -> Bool) {
        assert(
            definition.kind(of: key).map(isRight) ?? false, "no definition says that '\(path(key))' is read like this")
    }

    // MARK: By node

    func string(_ node: YAMLNode, _ key: StaticString) -> String? {
        guard node.isScalar else {
            refuse(node, key, "text")
            return nil
        }
        guard node.scalar == .string else {
            let text = node.text
            fault(
                "'\(path(key))' must be text, and \(text.isEmpty ? "nothing" : text) is not", at: node,
                hint: "put it in quotes: \"\(text)\"")
            return nil
        }
        let text = node.text
        guard !text.isEmpty else {
            fault("'\(path(key))' is empty", at: node, hint: wayOut(key))
            return nil
        }
        return text
    }

    /// The field's value, or an element of it.
    func integer(_ node: YAMLNode, _ key: StaticString) -> Int? {
        guard let range = definition.kind(of: key)?.integers else {
            undefined(key)
            return nil
        }
        guard case .integer(let value) = node.scalar else {
            refuse(node, key, "a whole number")
            return nil
        }
        guard let number = Int(exactly: value), range.contains(number) else {
            let limits =
                range.upperBound == .max
                ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
            refuse(node, key, limits)
            return nil
        }
        return number
    }

    func localTime(_ node: YAMLNode, _ key: StaticString) -> LocalTime? {
        guard node.isScalar, let time = LocalTime(node.text) else {
            refuse(node, key, "a time of day such as \"09:30\" (HH:MM or HH:MM:SS, 24 hours)")
            return nil
        }
        return time
    }

    func choice<T: RawRepresentable<String> & CaseIterable>(_ node: YAMLNode, _ key: StaticString) -> T? {
        if node.isScalar, let value = T(rawValue: node.text) { return value }
        let known = T.allCases.map(\.rawValue)
        let hint = node.isScalar ? NearestName.question(node.text, among: known) : nil
        findings.error(
            code, "'\(path(key))' must be one of \(known.joined(separator: ", ")), not \(node.described)", at: node,
            hint: hint ?? wayOut(key))
        return nil
    }

    /// One element of a list as a mapping. What is a default there is a whole, so nothing may be missing.
    func element(_ node: YAMLNode, _ key: StaticString) -> Fields? {
        guard case .mapping(let element)? = definition.kind(of: key)?.asList?.element else {
            undefined(key)
            return nil
        }
        guard node.isMapping else {
            refuse(node, key, "a list of mappings")
            return nil
        }
        return Fields(
            findings: findings, own: node.isDefault == findings.isDefaultsFile ? node : nil,
            inherited: node.isDefault == findings.isDefaultsFile ? nil : node, place: node, parent: self, key: key,
            definition: element, code: code)
    }
}

extension ValueKind {
    /// A list's elements, and whether there may be none.
    fileprivate var asList: (element: ValueKind, mayBeEmpty: Bool)? {
        switch self {
        case .list(let element, let mayBeEmpty): (element, mayBeEmpty)
        case .oneOrMore(let element): (element, false)
        case .commandLine: (.text, false)
        default: nil
        }
    }

    /// The range of a whole number, or of a list's.
    fileprivate var integers: ClosedRange<Int>? {
        switch self {
        case .integer(let range): range
        case .list(.integer(let range), _): range
        default: nil
        }
    }
}
