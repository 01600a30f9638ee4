import CampaignModel

/// Which parts must be there, as JSON Schema: `required`, and `if` and `then` where a field's value decides.
///
/// Kept apart from the shape, because `_defaults.yaml` may give a campaign what its file lacks.
struct SchemaDemands {
    typealias Members = OrderedJSON.Members

    /// What the defaults say already.
    var defaults: JSONValue = .null
    /// Of a file that has nothing to be complete: only what isn't merged is whole.
    var isPartial = false

    /// Empty where nothing is needed.
    func members(_ definition: MappingDefinition) -> Members {
        var required: [String] = []
        var properties: [(name: String, members: Members)] = []
        var rules: [OrderedJSON] = []
        for requirement in isPartial || definition.isDecidedAbove ? [] : definition.requirements {
            let demand = demand(requirement, definition)
            if case .always = requirement.condition, requirement.needs.count == 1 {
                required += demand.required
                properties += demand.properties
            } else if !demand.members.isEmpty {
                rules.append(.object(conditional(requirement, demand.members, definition)))
            }
        }
        for field in definition.fields {
            guard case .mapping(let below) = field.kind, field.neededBy == nil else { continue }
            let inner = SchemaDemands(
                defaults: defaults[field.name.description], isPartial: isPartial && !field.isWhole)
            let members = inner.members(below)
            if !members.isEmpty { merge(field.name.description, members, into: &properties) }
            if !isPartial, below.isDecidedAbove { rules += inner.rules(decidedAbove: below, field, self, definition) }
        }
        return Self.joined(required, properties) + (rules.isEmpty ? [] : [("allOf", .array(rules))])
    }

    // MARK: One requirement

    private struct Demand {
        var required: [String] = []
        var properties: [(name: String, members: Members)] = []
        var alternatives: Members = []
        var members: Members { SchemaDemands.joined(required, properties) + alternatives }
    }

    private func demand(_ requirement: Requirement, _ definition: MappingDefinition) -> Demand {
        let needs = requirement.needs.map(\.description)
        let isGiven = requirement.mayBeDefault && needs.contains { defaults[$0] != .null }
        guard needs.count > 1 else {
            return Demand(
                required: isGiven ? [] : needs,
                properties: needs.map { name in
                    let filled: Members = requirement.mayBeEmpty || isGiven ? [] : [("minProperties", .integer(1))]
                    return (name, present(name, definition) + filled)
                })
        }
        guard !isGiven else { return Demand() }
        let parts = needs.map { Self.joined([$0], [($0, present($0, definition))]) }
        guard requirement.isExclusive else {
            return Demand(alternatives: [("anyOf", .array(parts.map { .object($0) }))])
        }
        // No mapping at all is exactly one of these, and not each of them.
        let none = OrderedJSON.object([("type", .string("null"))])
        let exclusive = parts.map { OrderedJSON.object([("type", .string("object"))] + $0) }
        return Demand(alternatives: [("oneOf", .array(exclusive + [none]))])
    }

    /// Null is as good as nothing.
    private func present(_ name: String, _ definition: MappingDefinition) -> Members {
        guard let field = definition.fields.first(where: { $0.name.description == name }) else { return [] }
        let names = SchemaShape.typeNames(field.kind)
        return [("type", names.count == 1 ? .string(names[0]) : .strings(names))]
    }

    private func conditional(
        _ requirement: Requirement, _ demand: Members, _ definition: MappingDefinition
    ) -> Members {
        switch requirement.condition {
        case .always:
            return demand
        case .given(let values):
            return [("if", condition(definition.decider?.description ?? "", values)), ("then", .object(demand))]
        case .unlessOff:
            return [("if", isOff), ("else", .object(demand))]
        }
    }

    private var isOff: OrderedJSON {
        let isOff = OrderedJSON.object([("enabled", .object([("const", .bool(false))]))])
        let required: Members = defaults["enabled"] == .bool(false) ? [] : [("required", .strings(["enabled"]))]
        return .object(required + [("properties", isOff)])
    }

    /// That the field has one of these values, in the file or, where that says nothing, in the defaults.
    private func condition(_ field: String, _ values: [String]) -> OrderedJSON {
        let isDefault = values.contains { defaults[field] == .string($0) }
        return .object(
            (isDefault ? [] : [("required", .strings([field]))])
                + [("properties", .object([(field, .object([("enum", .strings(values))]))]))])
    }

    /// What the value of a field here decides about the mapping `below`.
    private func rules(
        decidedAbove below: MappingDefinition, _ field: FieldDefinition, _ above: SchemaDemands,
        _ definition: MappingDefinition
    ) -> [OrderedJSON] {
        let decider = below.decider?.description ?? ""
        return below.requirements.compactMap { requirement in
            guard case .given(let values) = requirement.condition else { return nil }
            var demand = demand(requirement, below)
            for part in below.fields {
                guard let value = part.neededBy, values.contains(value), case .mapping(let inner) = part.kind else {
                    continue
                }
                let name = part.name.description
                let members = SchemaDemands(defaults: defaults[name]).members(inner)
                merge(name, members, into: &demand.properties)
            }
            let then = Self.joined([], [(field.name.description, demand.members)])
            return .object([("if", above.condition(decider, values)), ("then", .object(then))])
        }
    }

    // MARK: Putting together

    private func merge(_ name: String, _ members: Members, into properties: inout [(name: String, members: Members)]) {
        if let index = properties.firstIndex(where: { $0.name == name }) {
            properties[index].members += members
        } else {
            properties.append((name, members))
        }
    }

    private static func joined(_ required: [String], _ properties: [(name: String, members: Members)]) -> Members {
        var members: Members = []
        if !required.isEmpty { members.append(("required", .strings(required))) }
        if !properties.isEmpty {
            members.append(("properties", .object(properties.map { ($0.name, .object($0.members)) })))
        }
        return members
    }
}

extension JSONValue {
    /// A member of an object; null where there is none.
    fileprivate subscript(_ name: String) -> JSONValue {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }
}
