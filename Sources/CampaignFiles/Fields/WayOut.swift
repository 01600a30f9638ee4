/// What to write where a value is of the wrong kind: every fault says how to get rid of it.
enum WayOut {
    /// - Parameter key: The field's own name, without what it stands in.
    static func of(_ kind: ValueKind?, _ key: StaticString) -> String {
        switch kind {
        case .integer(let range)?: "write a whole number, such as '\(key): \(range.lowerBound)', without quotes"
        case .number?: "write a number, such as '\(key): \(number(kind))', without quotes"
        case .list(let element, _)?: "write a list: '\(key): [\(example(element))]'"
        case .oneOrMore(let element)?: "write '\(key): \(example(element))', or a list of such"
        case .mapping(let definition)?: "write the fields below it, indented: \(fields(definition))"
        case .truth?: "write '\(key): true' or '\(key): false', without quotes"
        default: "write '\(key): \(example(kind))'"
        }
    }

    /// A value that stands for all of its kind.
    private static func example(_ kind: ValueKind?) -> String {
        switch kind {
        case .text(let form)?: example(form)
        case .truth?: "true"
        case .integer(let range)?: "\(range.lowerBound)"
        case .number?: number(kind)
        case .duration?: "30m"
        case .choice(let names)?: names.first ?? "…"
        case .weekday?: "mon"
        case .dayOfMonth?: "1"
        case .commandLine?: "./program"
        case .mapping?: "{ … }"
        default: "…"
        }
    }

    private static func example(_ form: TextForm) -> String {
        switch form {
        case .any, .campaignId: "a-name"
        case .instant: "2026-12-25T10:00:00Z"
        case .localTime: "\"09:30\""
        case .zone: "America/New_York"
        case .path: "a/file"
        case .address(let schemes): "\(schemes.first ?? "")example.com"
        case .headerName: "X-Name"
        case .headerValue: "a value"
        case .days: "2026-11-26"
        case .dayOfYear: "\"12-25\""
        }
    }

    private static func number(_ kind: ValueKind?) -> String {
        guard case .number(let range)? = kind, let below = range.below else { return "10" }
        return "\(Int(below / 20))"
    }

    private static func fields(_ definition: MappingDefinition) -> String {
        definition.names.isEmpty
            ? "a name and a value each" : definition.names.map(\.description).joined(separator: ", ")
    }
}
