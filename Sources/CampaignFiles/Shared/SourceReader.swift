import CampaignModel

/// Reads a source of contacts: a file of `segments/`, or `contacts` and `suppression` of `_defaults.yaml`.
struct SourceReader {
    /// Whether there is a file of this path, relative to the tree's root.
    let exists: (String) -> Bool

    func read(_ fields: Fields) -> ContactSource? {
        let id = fields.string("id")
        let match = CriteriaReader(fields: fields).read("match")
        let query = fields.string("query")
        let argv = readProgram(fields)
        let path = readPath(fields)
        let type: ContactSource.Kind? = fields.choice("type")
        fields.requireParts(deciding: type?.rawValue)
        guard let type, let id else { return nil }
        return ContactSource(type: type, path: path, query: query, argv: argv, id: id, match: match)
    }

    private func readPath(_ fields: Fields) -> String? {
        guard let path = fields.safePath("path"), let node = fields.node("path") else { return nil }
        warn(path, node, fields, hint: "the file")
        return path
    }

    /// A name without a slash is looked for along PATH, which is the server's.
    private func readProgram(_ fields: Fields) -> [String]? {
        guard let argv = fields.commandLine("argv"), let program = argv.first,
            let node = fields.node("argv")?.elements.first
        else { return nil }
        if program.contains("/") { warn(program, node, fields, hint: "the program") }
        return argv
    }

    private func warn(_ path: String, _ node: YAMLNode, _ fields: Fields, hint what: String) {
        guard !exists(path) else { return }
        fields.findings.warn(
            .sourceNotFound, "there is no file '\(path)' here", at: node,
            hint: "relative paths begin at the tree's root; all is well if \(what) is on the server alone")
    }
}
