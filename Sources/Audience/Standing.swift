public import CampaignModel

/// How one recipient stands to a campaign's audience.
public enum Standing: Hashable, Sendable {
    /// Whose criteria somebody doesn't meet.
    public enum Criteria: Hashable, Sendable {
        /// `targetAudience.dynamicCriteria`.
        case audience
        /// The source's own `match`.
        case source
    }

    /// The source doesn't have him.
    case absent
    /// The source has him, and he doesn't meet these criteria.
    case unmatched(CriteriaMismatch, of: Criteria)
    /// In this segment of `targetAudience.exclude`, counted from 0.
    case excluded(by: Int)
    case enrolled(Enrollment)
}

extension Enroller {
    /// As `forEach` would enroll him, or why it wouldn't.
    /// - Throws: `AudienceError`.
    public func standing(of id: String) throws -> Standing {
        struct Found: Error { var enrollment: Enrollment }
        do {
            try forEach { if $0.recipientId == id { throw Found(enrollment: $0) } }
        } catch let found as Found {
            return .enrolled(found.enrollment)
        }
        var isCandidate = false
        try candidates { if $0.id == id { isCandidate = true } }
        guard isCandidate else { return try mismatch(of: id) }
        for index in declaration.exclude.indices where try ids(of: [declaration.exclude[index]]).contains(id) {
            return .excluded(by: index)
        }
        return .absent
    }

    private func mismatch(of id: String) throws -> Standing {
        guard declaration.campaign.targetAudience.type != .individual, let source = declaration.source,
            let contact = try reader.find(id, in: source)?.contact
        else { return .absent }
        if let mismatch = source.match.map(ContactCriteria.init)?.mismatch(of: contact.fields, at: reader.now) {
            return .unmatched(mismatch, of: .source)
        }
        if let mismatch = try criteria()?.mismatch(of: contact.fields, at: reader.now) {
            return .unmatched(mismatch, of: .audience)
        }
        return .absent
    }

    /// The first source of `suppression` that has this id, counted from 0.
    /// - Throws: `AudienceError`.
    public func suppression(listing id: String) throws -> Int? {
        try declaration.suppression.indices.first { try ids(of: [declaration.suppression[$0]]).contains(id) }
    }

    /// The source's file, as it is declared, and the line on which this contact begins; nil where lines say nothing.
    /// - Throws: `AudienceError`.
    public func place(of id: String) throws -> (file: String, line: Int)? {
        guard let source = declaration.source, let path = source.path, [.csv, .jsonl].contains(source.type),
            let line = try reader.find(id, in: source)?.line
        else { return nil }
        return (path, line)
    }
}
