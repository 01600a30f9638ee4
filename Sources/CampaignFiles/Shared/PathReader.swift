import CampaignModel

extension Fields {
    /// A path that stays in the tree, or is absolute.
    func safePath(_ key: StaticString) -> String? {
        guard let node = node(key), let path = string(key) else { return nil }
        return isSafe(path, node, key) ? path : nil
    }

    /// A command line; its program is a path like any other.
    func commandLine(_ key: StaticString) -> [String]? {
        guard let argv = strings(key), let first = node(key)?.elements.first else { return nil }
        guard let program = argv.first, isSafe(program, first, key) else { return nil }
        return argv
    }

    private func isSafe(_ path: String, _ node: YAMLNode, _ key: StaticString) -> Bool {
        guard !path.hasPrefix("/"), path.split(separator: "/").contains("..") else { return true }
        findings.error(
            .unsafePath, "'\(self.path(key))' climbs out of the tree with '..'", at: node,
            hint: "write an absolute path, or move the file into the tree")
        return false
    }
}
