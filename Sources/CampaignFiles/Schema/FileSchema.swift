public import CampaignModel

/// The JSON Schema (2020-12) of a kind of file, for editors; made of the definitions that the readers go by.
public enum FileSchema: String, CaseIterable, Sendable {
    case campaign, defaults, segment, channel, calendar, template

    /// - Parameter defaults: The value of `_defaults.yaml`: what it gives, a campaign's file may lack. Null for a tree
    ///   whose defaults give nothing that a campaign must have.
    public func text(defaults: JSONValue = .null) -> String {
        OrderedJSON.object(
            [
                ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                ("title", .string(title)), ("description", .string(definition.meaning)), ("type", .string("object")),
            ] + members(defaults)
        ).text() + "\n"
    }

    private var title: String {
        switch self {
        case .campaign: "Campanile campaign"
        case .defaults: "Campanile defaults (_defaults.yaml)"
        case .segment: "Campanile segment"
        case .channel: "Campanile channel"
        case .calendar: "Campanile calendar"
        case .template: "Campanile template"
        }
    }

    private var definition: MappingDefinition {
        switch self {
        case .campaign: .campaign
        case .defaults: .defaults
        case .segment: .segment
        case .channel: .channel
        case .calendar: .calendar
        case .template: .template
        }
    }

    private func members(_ defaults: JSONValue) -> OrderedJSON.Members {
        if self == .channel { return channelMembers }
        let demands = SchemaDemands(defaults: self == .campaign ? defaults : .null, isPartial: self == .defaults)
        return SchemaShape.object(definition, demands: demands)
    }

    /// All fields of all types, and for each type the names that it may have and the parts that it needs.
    private var channelMembers: OrderedJSON.Members {
        let kinds = ChannelDeclaration.Kind.allCases.map { ($0.rawValue, MappingDefinition.channel($0)) }
        var fields: [FieldDefinition] = []
        for field in kinds.flatMap({ $0.1.fields })
        where !fields.contains(where: { $0.name.description == field.name.description }) {
            fields.append(field)
        }
        let rules = kinds.map { kind, definition -> OrderedJSON in
            let condition: OrderedJSON.Members = [
                ("required", .strings(["type"])),
                ("properties", .object([("type", .object([("const", .string(kind))]))])),
            ]
            let names = OrderedJSON.object([("enum", .strings(definition.names.map(\.description)))])
            return .object([
                ("if", .object(condition)),
                ("then", .object([("propertyNames", names)] + SchemaDemands().members(definition))),
            ])
        }
        let all = SchemaShape.object(MappingDefinition(definition.meaning, fields), present: ["type"])
        return [("required", .strings(["type"]))] + all + [("allOf", .array(rules))]
    }
}
