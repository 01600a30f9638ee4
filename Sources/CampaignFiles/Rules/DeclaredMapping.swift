/// A mapping of a file over the same one of the defaults, as far as the rules look at it.
struct DeclaredMapping {
    let own: YAMLNode?
    let inherited: YAMLNode?
    /// Where in the file to say what it lacks.
    let place: YAMLNode

    /// Nil where there is no mapping in either.
    func below(_ key: StaticString) -> DeclaredMapping? {
        let own = own?.value(for: key)
        if let own, !own.isMapping { return nil }
        let inherited = inherited?.value(for: key).flatMap { $0.isMapping ? $0 : nil }
        guard own != nil || inherited != nil else { return nil }
        return DeclaredMapping(own: own, inherited: inherited, place: own ?? place)
    }

    func has(_ key: StaticString) -> Bool { value(key).map { !$0.isNull } ?? false }

    /// Whether there is a mapping under `key` that doesn't say `enabled: false`.
    func hasEnabled(_ key: StaticString) -> Bool {
        guard let mapping = below(key) else { return false }
        return mapping.value("enabled")?.scalar != .bool(false)
    }

    private func value(_ key: StaticString) -> YAMLNode? { own?.value(for: key) ?? inherited?.value(for: key) }
}
