import CampaignModel

/// Reads `schedule.triggers`.
struct TriggerReader {
    private static let names: [StaticString] = ["type", "conditions", "delay"]

    let fields: Fields

    func read() -> [Trigger]? {
        fields.list("triggers", mayBeEmpty: false) { node in
            fields.element(node, "triggers", TriggerReader.names).flatMap { trigger($0) }
        }
    }

    private func trigger(_ fields: Fields) -> Trigger? {
        if let node = fields.node("type"), node.text != "user_event" {
            fields.fault("'\(fields.path("type"))' must be user_event, not \(node.described)", at: node)
        }
        let delay = readDelay(fields)
        guard fields.required("conditions", hint: "add 'conditions: { event: user_registered }'") != nil,
            let conditions = fields.mapping("conditions", Fields.anyName),
            conditions.requiredString("event", hint: "add 'event: user_registered'") != nil
        else { return nil }
        var values: [String: JSONValue] = [:]
        for (key, value) in (conditions.own ?? conditions.inherited)?.entries ?? [] where !value.isNull {
            values[key.text] = JSONValue(value)
        }
        return Trigger(conditions: values, delay: delay)
    }

    private func readDelay(_ fields: Fields) -> Delay? {
        guard let delay = fields.mapping("delay", ["value", "unit"]) else { return nil }
        _ = delay.required("value")
        _ = delay.required("unit")
        let value = delay.integer("value", 0...1_000_000)
        let unit: Delay.Unit? = delay.choice("unit")
        guard let value, let unit else { return nil }
        return Delay(value: value, unit: unit)
    }
}
