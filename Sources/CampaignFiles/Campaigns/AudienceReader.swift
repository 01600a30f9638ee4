import CampaignModel

/// Reads `targetAudience`, and finds the sources behind it.
struct AudienceReader {
    struct Result {
        var audience: TargetAudience
        var source: ContactSource?
        var exclude: [ContactSource]
    }

    private static let names: [StaticString] = [
        "type", "segmentId", "dynamicCriteria", "userIds", "exclude", "holdout", "guard",
    ]

    let shared: SharedFiles
    let contacts: Lookup<ContactSource>

    func read(_ top: Fields) -> Result? {
        guard let fields = top.mapping("targetAudience", AudienceReader.names) else {
            if top.node("targetAudience") == nil { top.missing("targetAudience", hint: "say who receives it") }
            return nil
        }
        let typeNode = fields.required("type", hint: "add 'type: all', segment, dynamic or individual")
        let type: TargetAudience.Kind? = typeNode.flatMap { fields.choice($0, "type") }
        let segmentId = fields.string("segmentId")
        let criteria = CriteriaReader(fields: fields).read("dynamicCriteria")
        let userIds = fields.strings("userIds", mayBeEmpty: false)
        let holdout = fields.number("holdout", "a percentage from 0 to below 100") { (0..<100).contains($0) }
        let audienceGuard = readGuard(fields)
        var exclude: [ContactSource] = []
        let excluded = fields.list("exclude") { node -> String? in
            guard let id = fields.string(node, "exclude") else { return nil }
            if let source = segment(id, node, fields) { exclude.append(source) }
            return id
        }
        requireParts(of: type, criteria, fields)
        let segmentSource = segmentId.flatMap { id in fields.node("segmentId").flatMap { segment(id, $0, fields) } }
        guard let typeNode, let type else { return nil }
        let audience = TargetAudience(
            type: type, segmentId: segmentId, dynamicCriteria: criteria, userIds: userIds, exclude: excluded,
            holdout: holdout, guard: audienceGuard)
        let source = type == .segment ? segmentSource : contactSource(type, typeNode, fields)
        return Result(audience: audience, source: source, exclude: exclude)
    }

    private func requireParts(of type: TargetAudience.Kind?, _ criteria: [String: JSONValue]?, _ fields: Fields) {
        switch type {
        case .segment: _ = fields.required("segmentId", hint: "add 'segmentId:', the name of a file of segments/")
        case .individual: _ = fields.required("userIds", hint: "add 'userIds: [user123]'")
        case .dynamic:
            let hint = "add 'dynamicCriteria: { newUsers: true, within: 24h }'"
            guard let node = fields.required("dynamicCriteria", hint: hint), let criteria, criteria.isEmpty,
                node.entries.allSatisfy({ $0.value.isNull })
            else { break }
            fields.fault(
                "without criteria a dynamic audience is everybody", at: node,
                hint: "add criteria, or write 'type: all' if everybody is meant")
        case .all, nil: break
        }
    }

    private func readGuard(_ fields: Fields) -> AudienceGuard? {
        guard let limits = fields.mapping("guard", ["maxRecipients", "maxChange"]) else { return nil }
        return AudienceGuard(
            maxRecipients: limits.integer("maxRecipients", 1...Int.max),
            maxChange: limits.number("maxChange", "a percentage, 0 or more") { $0 >= 0 })
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
        case .missing where type == .individual: break
        case .missing:
            fields.findings.warn(
                .sourceNotFound, "an audience of type '\(type.rawValue)' needs contacts, and none are configured",
                at: node,
                hint: "add 'contacts: { type: csv, path: contacts.csv, id: userId }' to _defaults.yaml")
        }
        return nil
    }
}
