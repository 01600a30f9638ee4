import CampaignModel

/// Reads `targetAudience`, and finds the sources behind it.
struct AudienceReader {
    struct Result {
        var audience: TargetAudience
        var source: ContactSource?
        var exclude: [ContactSource]
    }

    let shared: SharedFiles
    let contacts: Lookup<ContactSource>
    /// The users of events make the audience, and what an event says may be all that there is of them.
    var isByEvents = false

    func read(_ top: Fields) -> Result? {
        guard let fields = top.mapping("targetAudience") else { return nil }
        let type: TargetAudience.Kind? = fields.choice("type")
        let segmentId = fields.string("segmentId")
        let criteria = CriteriaReader(fields: fields).read("dynamicCriteria")
        let userIds = fields.strings("userIds")
        let holdout = fields.number("holdout")
        let audienceGuard = readGuard(fields)
        var exclude: [ContactSource] = []
        let excluded = fields.list("exclude") { node -> String? in
            guard let id = fields.string(node, "exclude") else { return nil }
            if let source = segment(id, node, fields) { exclude.append(source) }
            return id
        }
        fields.requireParts(deciding: type?.rawValue)
        if type == .dynamic { requireCriteria(criteria, fields) }
        let segmentSource = segmentId.flatMap { id in fields.node("segmentId").flatMap { segment(id, $0, fields) } }
        guard let typeNode = fields.node("type"), let type else { return nil }
        let audience = TargetAudience(
            type: type, segmentId: segmentId, dynamicCriteria: criteria, userIds: userIds, exclude: excluded,
            holdout: holdout, guard: audienceGuard)
        let source = type == .segment ? segmentSource : contactSource(type, typeNode, fields)
        return Result(audience: audience, source: source, exclude: exclude)
    }

    private func requireCriteria(_ criteria: [String: JSONValue]?, _ fields: Fields) {
        guard let node = fields.node("dynamicCriteria"), let criteria, criteria.isEmpty,
            node.entries.allSatisfy({ $0.value.isNull })
        else { return }
        fields.fault(
            "without criteria a dynamic audience is everybody", at: node,
            hint: "add criteria, or write 'type: all' if everybody is meant")
    }

    private func readGuard(_ fields: Fields) -> AudienceGuard? {
        guard let limits = fields.mapping("guard") else { return nil }
        return AudienceGuard(
            maxRecipients: limits.integer("maxRecipients"),
            maxChange: limits.number("maxChange"))
    }

    // MARK: Sources

    private func segment(_ id: String, _ node: YAMLNode, _ fields: Fields) -> ContactSource? {
        switch shared.segment(id) {
        case .found(let source): return source
        case .broken: fields.findings.holdBack()
        case .missing:
            fields.findings.error(
                .segmentNotFound, "there is no segment '\(id.prefix(60))'", at: node,
                hint: NearestName.question(id, among: shared.segmentIds) ?? "create segments/\(id.prefix(60)).yaml")
        }
        return nil
    }

    private func contactSource(_ type: TargetAudience.Kind, _ node: YAMLNode, _ fields: Fields) -> ContactSource? {
        switch contacts {
        case .found(let source): return source
        case .broken: fields.findings.holdBack()
        case .missing where type == .individual || isByEvents: break
        case .missing:
            fields.findings.warn(
                .sourceNotFound, "an audience of type '\(type.rawValue)' needs contacts, and none are configured",
                at: node,
                hint: "add 'contacts: { type: csv, path: contacts.csv, id: userId }' to _defaults.yaml")
        }
        return nil
    }
}
