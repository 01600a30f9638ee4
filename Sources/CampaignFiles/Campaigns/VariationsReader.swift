import CampaignModel

/// Reads `messageConfig.variations`.
struct VariationsReader {
    struct Entry {
        var value: Variation
        var templateNode: YAMLNode
    }

    let fields: Fields

    func read() -> [Entry]? {
        var taken: Set<String> = []
        return fields.list("variations") { node -> Entry? in
            guard let variation = fields.element(node, "variations") else { return nil }
            let weight = variation.number("weight")
            variation.requireParts()
            let name = variation.string("name")
            if let name, let node = variation.node("name"), !taken.insert(name).inserted {
                variation.fault("another variation is called '\(name.prefix(60))', too", at: node, hint: "rename one")
            }
            guard let templateNode = variation.node("templateId"),
                let templateId = variation.string(templateNode, "templateId"), let name
            else { return nil }
            return Entry(
                value: Variation(name: name, templateId: templateId, weight: weight), templateNode: templateNode)
        }
    }
}
