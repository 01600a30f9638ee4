import CampaignModel

extension Fields {
    /// A secret is never written in the tree, only where it is to be found.
    func secret(_ key: StaticString) -> SecretReference? {
        guard let node = node(key) else { return nil }
        guard node.isMapping else {
            findings.error(
                .secretInFile, "'\(path(key))' must not be written in the tree", at: node,
                hint:
                    "write {env: NAME}, {file: PATH} or {credential: NAME}, and change the secret: it may have been seen"
            )
            return nil
        }
        guard let fields = mapping(key) else { return nil }
        let given = fields.definition.names.filter { fields.node($0) != nil }
        guard given.count == 1, let kind = given.first else {
            if given.isEmpty {
                fields.requireParts()
            } else {
                fault("'\(path(key))' names more than one place", at: node, hint: "keep one of env, file, credential")
            }
            return nil
        }
        guard let text = fields.string(kind) else { return nil }
        switch kind.description {
        case "env": return .env(text)
        case "file": return .file(text)
        default: return .credential(text)
        }
    }
}
