import CampaignModel
import ScheduleEngine

/// Reads the comparisons that a contact's field must stand: what can't be compared, or can never hold, is a fault.
struct ComparisonsReader {
    let criteria: Fields
    /// The contact's field.
    let name: String

    func read(_ node: YAMLNode) -> JSONValue? {
        let isOwn = node.isDefault == criteria.findings.isDefaultsFile
        let fields = Fields(
            findings: criteria.findings, own: node, place: isOwn ? node : criteria.place,
            parent: criteria, label: name, definition: .comparisons, code: criteria.code)
        if node.entries.isEmpty {
            fields.fault(
                "'\(name)' is compared with nothing", at: node, hint: "write a comparison, such as '{ exists: true }'")
        }
        for (key, value) in node.entries { check(key.text, value, in: fields) }
        checkRange(node, in: fields)
        return JSONValue(node)
    }

    private func check(_ key: String, _ value: YAMLNode, in fields: Fields) {
        switch key {
        case "in":
            guard isListOfScalars(value) else { return fields.refuse(value, "in", "a list of values") }
            if value.elements.isEmpty {
                fields.fault(
                    "'\(name).in' is one of nothing, which nobody meets", at: value, hint: "write 'in: [a, b]'")
            }
        case "exists":
            if case .bool = value.scalar { return }
            fields.refuse(value, "exists", "true or false")
        case "prefix":
            _ = fields.string(value, "prefix")
        case "eq" where !value.isScalar, "ne" where !value.isScalar:
            fields.fault(
                "'\(name).\(key)' must be one value", at: value, hint: "write 'in: [a, b]' for several")
        case "gt", "gte", "lt", "lte":
            checkOrdered(key, value, in: fields)
        default: break
        }
    }

    private func checkOrdered(_ key: String, _ value: YAMLNode, in fields: Fields) {
        switch value.scalar {
        case .integer: return
        case .number(let number) where number.isFinite: return
        case .string where value.isScalar:
            let text = value.text
            guard Instant(rfc3339: text) == nil,
                Instant(rfc3339: text + "Z") != nil || Instant(rfc3339: text + ":00Z") != nil
            else { return }
            fields.fault(
                "'\(name).\(key)' is an instant and has no offset, so it could mean any time zone", at: value,
                hint: "end it with Z for UTC, or with an offset such as -05:00")
        default:
            fields.fault(
                "'\(name).\(key)' must be a number or a text", at: value, hint: "write a number, such as 18")
        }
    }

    // MARK: Ranges

    private enum Bound {
        case number(Double)
        case instant(Instant)
        case text(String)

        /// Nil for what has no order.
        init?(_ node: YAMLNode) {
            switch node.scalar {
            case .integer(let value): self = .number(Double(value))
            case .number(let value): self = .number(value)
            case .string where node.isScalar: self = Instant(rfc3339: node.text).map(Self.instant) ?? .text(node.text)
            default: return nil
            }
        }
    }

    /// Reported at the upper bound: that a range has an end is what its beginning contradicts.
    private func checkRange(_ node: YAMLNode, in fields: Fields) {
        guard let (lower, lowerNode) = entry(["gt", "gte"], node), let (upper, upperNode) = entry(["lt", "lte"], node),
            let low = Bound(lowerNode), let high = Bound(upperNode)
        else { return }
        let isStrict = lower == "gt" || upper == "lt"
        switch (low, high) {
        case (.number(let a), .number(let b)) where a < b || a == b && !isStrict: return
        case (.instant(let a), .instant(let b)) where a < b || a == b && !isStrict: return
        case (.text(let a), .text(let b)) where a.utf8.lexicographicallyPrecedes(b.utf8) || a == b && !isStrict: return
        case (.number, .number), (.instant, .instant), (.text, .text):
            fields.fault(
                "'\(name).\(upper)' excludes '\(name).\(lower)', so nobody meets both", at: upperNode,
                hint: "make '\(upper)' greater than '\(lower)', or remove one of them")
        default:
            fields.fault(
                "'\(name).\(upper)' is of another kind than '\(name).\(lower)', so nobody meets both", at: upperNode,
                hint: "compare with two numbers, two instants or two texts")
        }
    }

    private func entry(_ names: [String], _ node: YAMLNode) -> (String, YAMLNode)? {
        for (key, value) in node.entries where names.contains(key.text) { return (key.text, value) }
        return nil
    }

    private func isListOfScalars(_ node: YAMLNode) -> Bool {
        node.isSequence && node.elements.allSatisfy { $0.isScalar && !$0.isNull }
    }
}
