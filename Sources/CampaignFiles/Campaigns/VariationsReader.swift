import CampaignModel

/// Reads `messageConfig.variations`.
struct VariationsReader {
    struct Entry {
        var value: Variation
        var templateNode: YAMLNode
    }

    private static let names: [StaticString] = ["name", "templateId", "weight"]

    let fields: Fields

    func read() -> [Entry]? {
        var taken: Set<String> = []
        return fields.list("variations", mayBeEmpty: false) { node -> Entry? in
            guard let variation = fields.element(node, "variations", VariationsReader.names) else { return nil }
            let weight = variation.number("weight", "a number above 0, at most 1,000,000") { $0 > 0 && $0 <= 1_000_000 }
            let name = variation.requiredString("name")
            if let name, let node = variation.node("name"), !taken.insert(name).inserted {
                variation.fault("another variation is called '\(name.prefix(60))', too", at: node, hint: "rename one")
            }
            guard let templateNode = variation.required("templateId"),
                let templateId = variation.string(templateNode, "templateId"), let name
            else { return nil }
            return Entry(
                value: Variation(name: name, templateId: templateId, weight: weight), templateNode: templateNode)
        }
    }
}
