import CampaignModel

/// Reads `_defaults.yaml`: a campaign's fields, and what concerns the tree as a whole.
struct DefaultsReader {
    let findings: Findings
    let context: ReadingContext

    func read(_ source: ParsedSource) -> Defaults {
        var defaults = Defaults()
        guard let root = source.root, source.isWhole, source.faults.isEmpty else {
            defaults.holdsAllBack = true
            defaults.hasError = true
            return defaults
        }
        let fields = Fields(
            findings: findings, own: root, place: root, definition: .defaults, isPartial: true)
        defaults.root = root
        fields.checkSchemaName()
        if let node = fields.node("timezone") {
            let zone = context.zones.zone(at: node, path: "timezone", findings: findings)
            defaults.timezone = zone.map { .zone($0) } ?? .broken
        }
        defaults.lint = readLint(fields)
        readSources(fields, &defaults)
        if let node = fields.node("campaignId") {
            fields.fault("'campaignId' is each campaign's own and can't have a default", at: node, hint: "remove it")
        }
        CampaignReader(top: fields, context: context, defaults: Defaults()).checkDefaults()
        // A name that isn't known may be the misspelt `suppression`: better nobody than somebody who said no.
        defaults.holdsAllBack = defaults.holdsAllBack || findings.diagnostics.contains { $0.code == .unknownField }
        defaults.hasError = findings.hasError
        return defaults
    }

    private func readLint(_ fields: Fields) -> [Diagnostic.Code: Defaults.LintLevel] {
        guard let lint = fields.mapping("lint") else { return [:] }
        var levels: [Diagnostic.Code: Defaults.LintLevel] = [:]
        for name in LintRules.names {
            guard let level: Defaults.LintLevel = lint.choice(name) else { continue }
            levels[Diagnostic.Code(rawValue: name.description) ?? .neverTested] = level
        }
        return levels
    }

    private func readSources(_ fields: Fields, _ defaults: inout Defaults) {
        let reader = SourceReader(exists: context.exists)
        if fields.node("contacts") != nil {
            let before = findings.errorCount
            let source = fields.mapping("contacts").flatMap { reader.read($0) }
            defaults.contacts = source.flatMap { findings.errorCount == before ? .found($0) : nil } ?? .broken
        }
        let before = findings.errorCount
        let sources = fields.list("suppression") { node in
            fields.element(node, "suppression").flatMap { reader.read($0) }
        }
        defaults.suppression = sources ?? []
        if findings.errorCount > before { defaults.holdsAllBack = true }
    }
}
