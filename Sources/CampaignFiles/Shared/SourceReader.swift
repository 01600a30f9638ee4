import CampaignModel

/// Reads a source of contacts: a file of `segments/`, or `contacts` and `suppression` of `_defaults.yaml`.
struct SourceReader {
    /// Whether there is a file of this path, relative to the tree's root.
    let exists: (String) -> Bool

    func read(_ fields: Fields) -> ContactSource? {
        let id = fields.string("id")
        let match = CriteriaReader(fields: fields).read("match")
        let query = fields.string("query")
        let argv = fields.commandLine("argv")
        let path = readPath(fields)
        let type: ContactSource.Kind? = fields.choice("type")
        fields.requireParts(deciding: type?.rawValue)
        guard let typeNode = fields.node("type"), let type else { return nil }
        guard type == .csv else {
            fields.fault("source type '\(type.rawValue)' isn't read by this version", at: typeNode, hint: "use csv")
            return nil
        }
        guard let id else { return nil }
        return ContactSource(type: type, path: path, query: query, argv: argv, id: id, match: match)
    }

    private func readPath(_ fields: Fields) -> String? {
        guard let path = fields.safePath("path"), let node = fields.node("path") else { return nil }
        if !exists(path) {
            fields.findings.warn(
                .sourceNotFound, "there is no file '\(path)' here", at: node,
                hint: "relative paths begin at the tree's root; all is well if the file is on the server alone")
        }
        return path
    }
}
