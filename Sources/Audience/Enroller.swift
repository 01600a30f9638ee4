public import CampaignModel

/// Says who is in a run's audience and with what fate: suppressed, then held out, then to be sent to. The same for a dry
/// run and for the run.
public struct Enroller: Sendable {
    let declaration: CampaignDeclaration
    let reader: ContactReader
    /// What a message may need of a contact: what the template may see, the address, the zone of quiet hours.
    private let wanted: Set<String>

    /// Why somebody is suppressed whom a source of `suppression:` names.
    public static let onSuppressionList = "on the suppression list"

    public init(declaration: CampaignDeclaration, reader: ContactReader) {
        self.declaration = declaration
        self.reader = reader
        wanted = Self.wanted(declaration)
    }

    /// Hands in the recipients in the order of their source. A source may list one twice; whoever takes them folds that.
    /// - Throws: `AudienceError`, or what `enroll` throws.
    public func forEach(_ enroll: (Enrollment) throws -> Void) throws {
        let excluded = try ids(of: declaration.exclude)
        let suppressed = try ids(of: declaration.suppression)
        let picker = VariationPicker(declaration.campaign)
        try candidates { contact in
            guard !excluded.contains(contact.id) else { return }
            try enroll(enrollment(of: contact, isListed: suppressed.contains(contact.id), picker: picker))
        }
    }

    func enrollment(of contact: Contact, isListed: Bool, picker: VariationPicker) -> Enrollment {
        if isListed { return suppressed(contact, Self.onSuppressionList) }
        if Self.isTrue(contact.fields["optedOut"]) { return suppressed(contact, "opted out") }
        let campaignId = declaration.campaign.campaignId
        let variation = picker.variation(for: contact.id)?.name
        let holdout = declaration.campaign.targetAudience.holdout ?? 0
        let isHeldOut =
            holdout > 0
            && StableHash.fraction("holdout", campaignId: campaignId, recipientId: contact.id) * 100 < holdout
        return Enrollment(
            recipientId: contact.id, state: isHeldOut ? .holdout : .pending, variation: variation,
            fields: contact.fields.filter { wanted.contains($0.key) })
    }

    func suppressed(_ contact: Contact, _ reason: String) -> Enrollment {
        Enrollment(recipientId: contact.id, state: .suppressed, reason: reason)
    }

    private static func wanted(_ declaration: CampaignDeclaration) -> Set<String> {
        let personalization = declaration.campaign.messageConfig.personalization
        let fields = personalization?.enabled == false ? [] : personalization?.fields ?? []
        let address = declaration.channel.addressField.map { [$0] } ?? []
        let zone = declaration.campaign.deliverySettings.quietHours?.timezone == "recipient" ? ["timezone"] : []
        return Set(fields + address + zone)
    }

    /// What a contact of a dynamic audience must meet; nil for an audience of another type.
    /// - Throws: `AudienceError` where there is nothing to meet: everybody was never meant.
    func criteria() throws(AudienceError) -> ContactCriteria? {
        guard declaration.campaign.targetAudience.type == .dynamic else { return nil }
        guard let criteria = declaration.campaign.targetAudience.dynamicCriteria, !criteria.isEmpty else {
            throw .noCriteria
        }
        return ContactCriteria(criteria)
    }

    /// Those whom the campaign is for, in the order of their source, before anybody is left out.
    func candidates(_ body: (Contact) throws -> Void) throws {
        let audience = declaration.campaign.targetAudience
        switch audience.type {
        case .individual:
            let ids = audience.userIds ?? []
            let known = try contacts(Set(ids))
            for id in ids { try body(known[id] ?? Contact(id: id, fields: [:])) }
        case .all, .segment, .dynamic:
            guard let source = declaration.source else {
                throw AudienceError.notConfigured(audience: audience.type.rawValue)
            }
            let criteria = try criteria()
            try reader.forEach(in: source) { contact in
                if criteria?.areMet(by: contact.fields, at: reader.now) == false { return }
                try body(contact)
            }
        }
    }

    /// The contacts with these ids, as far as `contacts` is configured and knows them.
    func contacts(_ ids: Set<String>) throws -> [String: Contact] {
        guard let source = declaration.source else { return [:] }
        var found: [String: Contact] = [:]
        try reader.forEach(in: source) { contact in
            if ids.contains(contact.id), found[contact.id] == nil { found[contact.id] = contact }
        }
        return found
    }

    /// - Parameter users: nobody else is asked about; nil: everybody is.
    func ids(of sources: [ContactSource], among users: Set<String>? = nil) throws -> Set<String> {
        var ids: Set<String> = []
        for source in sources {
            try reader.forEach(in: source) { if users?.contains($0.id) != false { ids.insert($0.id) } }
        }
        return ids
    }

    /// Generous on purpose: who has opted out in any spelling gets nothing.
    private static func isTrue(_ value: JSONValue?) -> Bool {
        switch value {
        case .bool(let flag): flag
        case .integer(let number): number != 0
        case .string(let text): ["true", "1", "yes", "y", "t"].contains(text.lowercased())
        default: false
        }
    }
}
