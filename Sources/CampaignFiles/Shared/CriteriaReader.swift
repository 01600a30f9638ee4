import CampaignModel
import ScheduleEngine

/// Reads criteria over a contact's fields: a value, a list of them, or comparisons. `newUsers` and `within` have a
/// meaning of their own.
struct CriteriaReader {
    let fields: Fields

    /// Nil where there are none.
    func read(_ key: StaticString) -> [String: JSONValue]? {
        guard let below = fields.mapping(key) else { return nil }
        var criteria: [String: JSONValue] = [:]
        let own = below.own?.entries ?? []
        let inherited = below.inherited?.entries ?? []
        for (name, value) in inherited { criteria[name.text] = criterion(name.text, value, in: below) }
        for (name, value) in own {
            let text = name.text
            guard !value.isNull else {
                criteria[text] = nil
                continue
            }
            let criterion = criterion(text, value, in: below)
            if case .object(let new)? = criterion, case .object(let old)? = criteria[text] {
                criteria[text] = .object(old.merging(new) { $1 })
            } else {
                criteria[text] = criterion
            }
        }
        return criteria
    }

    private func criterion(_ name: String, _ node: YAMLNode, in criteria: Fields) -> JSONValue? {
        switch (name, node.kind) {
        case ("newUsers", _):
            guard case .bool = node.scalar else {
                criteria.refuse(node, "newUsers", "true or false")
                return nil
            }
        case ("within", _):
            guard node.isScalar, TimeSpan(node.text) != nil else {
                criteria.refuse(node, "within", "a duration such as 24h")
                return nil
            }
            return .string(node.text)
        case (_, .sequence):
            guard isListOfScalars(node) else {
                criteria.fault(
                    "'\(name)' must be a value, a list of values, or comparisons", at: node,
                    hint: "write '\(name.prefix(60)): [a, b]' for any of them, without lists in it")
                return nil
            }
        case (_, .mapping):
            return comparisons(name, node, in: criteria)
        default:
            break
        }
        return JSONValue(node)
    }

    private func comparisons(_ name: String, _ node: YAMLNode, in criteria: Fields) -> JSONValue? {
        let isOwn = node.isDefault == criteria.findings.isDefaultsFile
        let fields = Fields(
            findings: criteria.findings, own: node, place: isOwn ? node : criteria.place,
            parent: criteria, label: name, definition: .comparisons, code: criteria.code)
        for (key, value) in node.entries {
            switch key.text {
            case "in" where !isListOfScalars(value):
                fields.refuse(value, "in", "a list of values")
            case "exists":
                if case .bool = value.scalar { continue }
                fields.refuse(value, "exists", "true or false")
            case "prefix":
                _ = fields.string(value, "prefix")
            case "eq" where !value.isScalar, "ne" where !value.isScalar:
                fields.fault(
                    "'\(name).\(key.text)' must be one value", at: value,
                    hint: "write 'in: [a, b]' for several")
            case "gt", "gte", "lt", "lte":
                switch value.scalar {
                case .integer, .number: continue
                case .string where value.isScalar: continue
                default:
                    fields.fault(
                        "'\(name).\(key.text)' must be a number or a text", at: value,
                        hint: "write a number, such as 18")
                }
            default: break
            }
        }
        return JSONValue(node)
    }

    private func isListOfScalars(_ node: YAMLNode) -> Bool {
        node.isSequence && node.elements.allSatisfy { $0.isScalar && !$0.isNull }
    }
}
