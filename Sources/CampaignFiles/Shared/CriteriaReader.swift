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
        checkWithin(below)
        return criteria
    }

    /// A default may be completed by a campaign's own file.
    private func checkWithin(_ criteria: Fields) {
        guard !criteria.isPartial, criteria.node("newUsers") == nil, let node = criteria.node("within") else { return }
        criteria.fault(
            "'\(criteria.path("within"))' says nothing without 'newUsers'", at: node,
            hint: "add 'newUsers: true', or remove 'within'")
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
            if node.elements.isEmpty { refuseEmpty(name, node, in: criteria) }
        case (_, .mapping):
            return ComparisonsReader(criteria: criteria, name: name).read(node)
        default:
            break
        }
        return JSONValue(node)
    }

    private func refuseEmpty(_ name: String, _ node: YAMLNode, in criteria: Fields) {
        criteria.fault(
            "'\(name)' is one of nothing, which nobody meets", at: node,
            hint: "write '\(name.prefix(60)): [a, b]' for any of them")
    }

    private func isListOfScalars(_ node: YAMLNode) -> Bool {
        node.isSequence && node.elements.allSatisfy { $0.isScalar && !$0.isNull }
    }
}
