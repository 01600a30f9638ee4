/// What a value may be, as JSON Schema (2020-12). Nothing is demanded here but a value's own shape: which parts are needed
/// says `SchemaDemands`.
///
/// Kept to keywords that mean the same in the older drafts of many editors, and to `type` with several names rather than
/// `anyOf` where that is possible: their messages are better then.
struct SchemaShape {
    typealias Members = OrderedJSON.Members

    /// - Parameter mayBeNull: Null stands in a file for what isn't there.
    static func members(_ kind: ValueKind, mayBeNull: Bool) -> Members {
        switch kind {
        case .choice(let names):
            return [("enum", .array(names.map { .string($0) } + (mayBeNull ? [.null] : [])))]
        case .either(let kinds):
            return [("anyOf", .array(kinds.map { .object(members($0, mayBeNull: false)) } + (mayBeNull ? [null] : [])))]
        case .mapping(let definition):
            return [("type", types(kind, mayBeNull))] + object(definition)
        case .list, .oneOrMore, .commandLine:
            return [("type", types(kind, mayBeNull))] + list(kind)
        default:
            let type = types(kind, mayBeNull)
            if case .array(let names) = type, names.isEmpty { return [] }
            return [("type", type)] + limits(kind)
        }
    }

    private static let null = OrderedJSON.object([("type", .string("null"))])

    /// The value of `type`: one name, or several.
    private static func types(_ kind: ValueKind, _ mayBeNull: Bool) -> OrderedJSON {
        let names = typeNames(kind)
        let all = mayBeNull && !names.isEmpty && !names.contains("null") ? names + ["null"] : names
        return all.count == 1 ? .string(all[0]) : .strings(all)
    }

    /// Empty for what can be anything.
    static func typeNames(_ kind: ValueKind) -> [String] {
        switch kind {
        case .text, .duration, .choice: ["string"]
        case .truth: ["boolean"]
        case .integer, .dayOfMonth: ["integer"]
        case .number: ["number"]
        case .weekday: ["integer", "string"]
        case .list, .commandLine: ["array"]
        case .oneOrMore(let element): typeNames(element) + ["array"]
        case .mapping: ["object"]
        case .scalar(let mayBeNull): ["string", "number", "boolean"] + (mayBeNull ? ["null"] : [])
        case .ordered: ["string", "number"]
        case .nothing: ["null"]
        case .either, .anything: []
        }
    }

    private static func limits(_ kind: ValueKind) -> Members {
        switch kind {
        case .text(let form):
            let least: Members = form.mayMatchNothing ? [("minLength", .integer(1))] : []
            return least + (form.pattern.map { [("pattern", .string($0))] } ?? [])
        case .duration(let least):
            // Twelve letters at most, so that its seconds can be counted.
            return [("pattern", .string(TextForm.duration(isPositive: least > 0))), ("maxLength", .integer(12))]
        case .integer(let range):
            let most: Members = range.upperBound == .max ? [] : [("maximum", .integer(range.upperBound))]
            return [("minimum", .integer(range.lowerBound))] + most
        case .number(let range):
            let bounds: [(name: String, value: Double?)] = [
                ("exclusiveMinimum", range.above), ("minimum", range.least), ("exclusiveMaximum", range.below),
                ("maximum", range.most),
            ]
            return bounds.compactMap { bound in bound.value.map { (bound.name, .number($0)) } }
        case .weekday:
            return [
                ("minimum", .integer(Int(DaysReader.daysOfWeek.lowerBound))),
                ("maximum", .integer(Int(DaysReader.daysOfWeek.upperBound))), ("pattern", .string(TextForm.weekday)),
                ("examples", .strings(DaysReader.weekdays.map { String($0.prefix(3)) })),
            ]
        case .dayOfMonth:
            return [
                ("minimum", .integer(DaysReader.daysOfMonth.lowerBound)),
                ("maximum", .integer(DaysReader.daysOfMonth.upperBound)), ("not", .object([("const", .integer(0))])),
            ]
        default:
            return []
        }
    }

    private static func list(_ kind: ValueKind) -> Members {
        switch kind {
        case .list(let element, let mayBeEmpty):
            let least: Members = mayBeEmpty ? [] : [("minItems", .integer(1))]
            return least + [("items", .object(whole(element)))]
        case .oneOrMore(let element):
            return limits(element) + [("minItems", .integer(1)), ("items", .object(whole(element)))]
        case .commandLine:
            let program = OrderedJSON.object(members(.text(.path), mayBeNull: false))
            return [
                ("minItems", .integer(1)), ("prefixItems", .array([program])),
                ("items", .object(members(.text, mayBeNull: false))),
            ]
        default:
            return []
        }
    }

    /// An element of a list: it is never merged with a default, so that it has all that it needs.
    private static func whole(_ kind: ValueKind) -> Members {
        guard case .mapping(let definition) = kind else { return members(kind, mayBeNull: false) }
        return [("type", .string("object"))] + object(definition, demands: SchemaDemands())
    }

    // MARK: Mappings

    /// With what it needs.
    static func object(_ definition: MappingDefinition, demands: SchemaDemands) -> Members {
        var demanded = demands.members(definition)
        var required: Members = []
        var isPresent: Set<String> = []
        if let first = demanded.first, case ("required", .array(let names)) = first {
            required = [demanded.removeFirst()]
            isPresent = Set(names.compactMap { if case .string(let name) = $0 { name } else { nil } })
        }
        // What is only to be there and not null is said at the field itself.
        if let first = demanded.first, case ("properties", .object(let parts)) = first {
            let more = parts.filter { part in
                guard isPresent.contains(part.name), case .object(let members) = part.value else { return true }
                return members.count > 1
            }
            demanded.removeFirst()
            if !more.isEmpty { demanded.insert(("properties", .object(more)), at: 0) }
        }
        let shape = required + object(definition, present: isPresent)
        guard demanded.contains(where: { $0.name == "properties" }) else { return shape + demanded }
        return shape + [("allOf", .array([.object(demanded)]))]
    }

    /// - Parameter present: The fields that must be there, and so can't be null.
    static func object(_ definition: MappingDefinition, present: Set<String> = []) -> Members {
        let properties = definition.fields.map {
            let mayBeNull = definition.nullIsAbsent && !present.contains($0.name.description)
            return (name: $0.name.description, value: property($0, mayBeNull: mayBeNull))
        }
        let others: OrderedJSON =
            definition.others.map { .object(members($0, mayBeNull: definition.nullIsAbsent)) } ?? .bool(false)
        let names: Members =
            definition.otherNames.pattern
            .map { [("propertyNames", .object([("pattern", .string($0))]))] } ?? []
        return (properties.isEmpty ? [] : [("properties", .object(properties))]) + names
            + [("additionalProperties", others)]
    }

    private static func property(_ field: FieldDefinition, mayBeNull: Bool) -> OrderedJSON {
        .object([("description", .string(field.meaning))] + members(field.kind, mayBeNull: mayBeNull))
    }
}
