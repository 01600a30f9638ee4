import CampaignModel

/// One mapping of a file, as the fields that it may have, over the same mapping of the defaults.
///
/// A class because it is handed around much more often than it is made.
final class Fields {
    let findings: Findings
    /// The mapping in the file itself.
    let own: YAMLNode?
    /// The mapping in `_defaults.yaml`: maps merge, all else is replaced.
    let inherited: YAMLNode?
    /// Where a missing field is reported: this mapping, or the nearest one around it that stands in the file.
    let place: YAMLNode
    /// Of the mapping that holds this one; joined to a name only where a message needs it.
    private let parent: Fields?
    private let key: StaticString
    /// In place of `key`, where that is a name of somebody else's.
    private let label: String?
    /// What there may be.
    let definition: MappingDefinition
    /// For a wrong type or range.
    let code: Diagnostic.Code
    /// Defaults are the part of a campaign that all have in common: nothing is missing from them.
    let isPartial: Bool

    init(
        findings: Findings, own: YAMLNode?, inherited: YAMLNode? = nil, place: YAMLNode, parent: Fields? = nil,
        key: StaticString = "", label: String? = nil,
        definition: MappingDefinition, code: Diagnostic.Code = .invalidValue, isPartial: Bool = false,
        refusesUnknown: Bool = true
    ) {
        self.findings = findings
        self.own = own
        self.inherited = inherited
        self.place = place
        self.parent = parent
        self.key = key
        self.label = label
        self.definition = definition
        self.code = code
        self.isPartial = isPartial
        if let own, refusesUnknown { refuseUnknown(in: own) }
    }

    private func refuseUnknown(in mapping: YAMLNode) {
        guard definition.others == nil else { return }
        let names = definition.names
        for key in mapping.keys(otherThan: names) {
            guard !findings.isFull else { return }
            let text = key.text
            let owner = name.isEmpty ? "this file" : "'\(name)'"
            let known = names.map { $0.description }
            let hint =
                if text == "<<" {
                    "merge keys are YAML 1.1; write the fields out, or put what campaigns share into _defaults.yaml"
                } else {
                    NearestName.question(text, among: known) ?? "it may have \(known.joined(separator: ", "))"
                }
            findings.error(.unknownField, "\(owner) has no field '\(text.prefix(80))'", at: key, hint: hint)
        }
    }

    // MARK: Looking up

    /// The value that counts, if any: null says in a file that nothing is to be taken over.
    func node(_ key: StaticString) -> YAMLNode? {
        if let value = own?.value(for: key) { return value.isNull ? nil : value }
        guard let value = inherited?.value(for: key), !value.isNull else { return nil }
        return value
    }

    /// Reports each part that is needed and isn't there.
    ///
    /// - Parameter deciding: The value of the field that decides what is needed; nil where it isn't known.
    func requireParts(deciding: String? = nil) {
        guard !isPartial else { return }
        // Hardly anything is ever missing, so that is asked first.
        for requirement in definition.requirements where isMissing(requirement) {
            guard applies(requirement.condition, deciding), let first = requirement.needs.first else { continue }
            findings.error(.missingField, "'\(path(first))' is missing", at: place, hint: requirement.hint)
        }
    }

    private func isMissing(_ requirement: Requirement) -> Bool {
        for need in requirement.needs {
            if let value = own?.value(for: need) {
                if !value.isNull { return false }
            } else if requirement.mayBeDefault, let value = inherited?.value(for: need), !value.isNull {
                return false
            }
        }
        return true
    }

    private func applies(_ condition: Requirement.Condition, _ deciding: String?) -> Bool {
        switch condition {
        case .always: true
        case .given(let values): deciding.map(values.contains) ?? false
        case .unlessOff: node("enabled")?.scalar != .bool(false)
        }
    }

    /// How messages name it, such as `schedule.recurring`; empty at the top.
    var name: String { parent?.path(label ?? key.description) ?? "" }

    func path(_ key: StaticString) -> String { path(key.description) }

    private func path(_ key: String) -> String {
        let name = name
        return name.isEmpty ? key : "\(name).\(key)"
    }

    /// These fields without what the defaults say: for what a default can't mean.
    var ownAlone: Fields { copy(inherited: nil, isPartial: isPartial) }

    /// These fields with nothing missing.
    var partial: Fields { copy(inherited: inherited, isPartial: true) }

    /// Unknown names have been reported already.
    private func copy(inherited: YAMLNode?, isPartial: Bool) -> Fields {
        Fields(
            findings: findings, own: own, inherited: inherited, place: place, parent: parent, key: key,
            label: label, definition: definition, code: code, isPartial: isPartial, refusesUnknown: false)
    }

    /// The mapping under `key`; nil where there is none in either file.
    func mapping(_ key: StaticString, code: Diagnostic.Code? = nil) -> Fields? {
        let below = inherited?.value(for: key).flatMap { $0.isMapping ? $0 : nil }
        let code = code ?? self.code
        let isPartial = isPartial && definition.field(key)?.isWhole != true
        guard let value = own?.value(for: key) else {
            guard let below else {
                if let other = inherited?.value(for: key), !other.isNull { refuse(other, key, "a mapping", code) }
                return nil
            }
            return Fields(
                findings: findings, own: nil, inherited: below, place: place, parent: self, key: key,
                definition: definition(of: key), code: code, isPartial: isPartial)
        }
        guard !value.isNull else { return nil }
        guard value.isMapping else {
            refuse(value, key, "a mapping", code)
            return nil
        }
        return Fields(
            findings: findings, own: value, inherited: below, place: value, parent: self, key: key,
            definition: definition(of: key), code: code, isPartial: isPartial)
    }

    private func definition(of key: StaticString) -> MappingDefinition {
        guard case .mapping(let below)? = definition.kind(of: key) else {
            undefined(key)
            return .undefined
        }
        return below
    }

    /// A reader that asks for what no definition has is a mistake in this program, whatever a file says: a debug build
    /// stops there, and another one reads nothing.
    func undefined(_ key: StaticString) {
        assertionFailure("no definition says that '\(path(key))' is read like this")
    }

    // MARK: Reporting

    func fault(
        _ message: @autoclosure () -> String, at node: YAMLNode, hint: @autoclosure () -> String
    ) {
        findings.error(code, message(), at: node, hint: hint())
    }

    /// What to write into the field.
    func wayOut(_ key: StaticString) -> String { WayOut.of(definition.kind(of: key) ?? definition.others, key) }

    func refuse(_ node: YAMLNode, _ key: StaticString, _ expected: String, _ code: Diagnostic.Code? = nil) {
        findings.error(
            code ?? self.code, "'\(path(key))' must be \(expected), not \(node.described)", at: node,
            hint: wayOut(key))
    }
}

extension YAMLNode {
    /// For "must be …, not …".
    var described: String {
        switch kind {
        case .mapping, .alias: "a mapping"
        case .sequence: "a list"
        default:
            switch scalar {
            case .null: "nothing"
            case .bool, .integer, .number: "\(text)"
            case .string: "'\(text.prefix(60))'"
            }
        }
    }
}
