import CampaignModel

/// Reads `messageConfig`, and finds its channel and templates.
struct MessageReader {
    struct Result {
        var config: MessageConfig
        var channel: ChannelDeclaration
        var templates: [String: Template]
    }

    let shared: SharedFiles

    func read(_ top: Fields) -> Result? {
        guard let fields = top.mapping("messageConfig") else { return nil }
        let findings = fields.findings
        let errorsBefore = findings.errorCount
        let personalization = readPersonalization(fields)
        let isPersonalizationSound = findings.errorCount == errorsBefore

        let templateId = fields.string("templateId")
        let variations = VariationsReader(fields: fields).read()
        fields.requireParts()
        var found: [SharedTemplate] = []
        if let templateId, let node = fields.node("templateId") {
            template(templateId, node, fields).map { found.append($0) }
        }
        for variation in variations ?? [] {
            template(variation.value.templateId, variation.templateNode, fields).map { found.append($0) }
        }
        if isPersonalizationSound, !fields.isPartial {
            TemplateFields(personalization, findings: findings).check(found)
        }
        let channel = readChannel(fields)
        guard let channel else { return nil }
        if channel.declaration.type == .email, !fields.isPartial { requireSubjects(of: found, findings) }
        return Result(
            config: MessageConfig(
                channel: channel.named, templateId: templateId, personalization: personalization,
                variations: variations.map { $0.map(\.value) }),
            channel: channel.declaration,
            templates: Dictionary(found.map { ($0.template.id, $0.template) }) { first, _ in first })
    }

    private func readPersonalization(_ fields: Fields) -> Personalization? {
        guard let personalization = fields.mapping("personalization") else { return nil }
        return Personalization(enabled: personalization.bool("enabled"), fields: personalization.strings("fields"))
    }

    private func template(_ id: String, _ node: YAMLNode, _ fields: Fields) -> SharedTemplate? {
        switch shared.template(id) {
        case .found(let template): return template
        case .broken: fields.findings.holdBack()
        case .missing:
            fields.findings.error(
                .templateNotFound, "there is no template '\(id.prefix(60))'", at: node,
                hint: NearestName.question(id, among: shared.templateIds)
                    ?? "create templates/\(id.prefix(60)).mustache")
        }
        return nil
    }

    /// Mail without a subject is taken for spam. Said in the template's file, at what lacks it.
    private func requireSubjects(of templates: [SharedTemplate], _ findings: Findings) {
        var seen: Set<String> = []
        for template in templates where template.template.subject == nil && seen.insert(template.file).inserted {
            let isBody = template.file.hasSuffix(".mustache")
            let id = template.template.id
            findings.add(
                Diagnostic(
                    severity: .error, code: .templateInvalid,
                    message: "the template has no subject, and the campaign's channel sends mail", file: template.file,
                    line: template.line, column: template.column,
                    hint: isBody ? "make it templates/\(id).yaml with 'subject' and 'text'" : "add 'subject: …'"))
        }
    }

    private func readChannel(_ fields: Fields) -> (named: String?, declaration: ChannelDeclaration)? {
        let id = fields.string("channel")
        switch shared.channel(id ?? ChannelDeclaration.builtInOutbox.id) {
        case .found(let channel): return (id, channel)
        case .broken: fields.findings.holdBack()
        case .missing:
            guard let id, id != ChannelDeclaration.builtInOutbox.id, let node = fields.node("channel") else {
                return (id, .builtInOutbox)
            }
            let known = shared.channelIds + [ChannelDeclaration.builtInOutbox.id]
            fields.findings.error(
                .channelNotFound, "there is no channel '\(id.prefix(60))'", at: node,
                hint: NearestName.question(id, among: known) ?? "create channels/\(id.prefix(60)).yaml, or use outbox")
        }
        return nil
    }
}
