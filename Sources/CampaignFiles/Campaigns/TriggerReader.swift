import CampaignModel

/// Reads `schedule.triggers`.
struct TriggerReader {
    /// The one type that there is.
    static let kind = "user_event"

    let fields: Fields

    func read() -> [Trigger]? {
        fields.list("triggers") { node in
            fields.element(node, "triggers").flatMap { trigger($0) }
        }
    }

    private func trigger(_ fields: Fields) -> Trigger? {
        if let node = fields.node("type"), node.text != TriggerReader.kind {
            fields.refuse(node, "type", TriggerReader.kind)
        }
        let delay = readDelay(fields)
        fields.requireParts()
        guard let conditions = fields.mapping("conditions") else { return nil }
        conditions.requireParts()
        guard conditions.string("event") != nil else { return nil }
        var values: [String: JSONValue] = [:]
        for (key, value) in (conditions.own ?? conditions.inherited)?.entries ?? [] where !value.isNull {
            values[key.text] = JSONValue(value)
        }
        return Trigger(conditions: values, delay: delay)
    }

    private func readDelay(_ fields: Fields) -> Delay? {
        guard let delay = fields.mapping("delay") else { return nil }
        delay.requireParts()
        let value = delay.integer("value")
        let unit: Delay.Unit? = delay.choice("unit")
        guard let value, let unit else { return nil }
        return Delay(value: value, unit: unit)
    }
}
