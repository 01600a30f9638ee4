public import CampaignModel
import ScheduleEngine

/// Says with what fate the users of events are in a run: who isn't in the campaign's audience is suppressed with that reason,
/// so that somebody can ask why; otherwise they are enrolled as everybody is. The same for a dry run and for the run.
///
/// An event's fields lie over the contact's.
public struct EventEnroller: Sendable {
    private let declaration: CampaignDeclaration
    private let enroller: Enroller
    private let events: [Event]

    /// The event that says by itself when somebody registered.
    private static let registration = "user_registered"

    /// - Parameter events: one a user.
    public init(declaration: CampaignDeclaration, reader: ContactReader, events: [Event]) {
        self.declaration = declaration
        self.events = events
        enroller = Enroller(declaration: declaration, reader: reader)
    }

    /// Hands in the users in the order of their events.
    /// - Throws: `AudienceError`, or what `enroll` throws.
    public func forEach(_ enroll: (Enrollment) throws -> Void) throws {
        let users = Set(events.map(\.userId))
        let contacts = try contacts(of: users)
        let excluded = try enroller.ids(of: declaration.exclude, among: users)
        let suppressed = try enroller.ids(of: declaration.suppression, among: users)
        let criteria = try enroller.criteria()
        let picker = VariationPicker(declaration.campaign)
        for event in events {
            let known = contacts?[event.userId]
            let contact = Contact(id: event.userId, fields: fields(of: event, known: known))
            let isListed = suppressed.contains(event.userId)
            let absence =
                isListed
                ? nil
                : absence(
                    contact, isKnown: contacts == nil || known != nil, isExcluded: excluded.contains(event.userId),
                    criteria: criteria)
            try enroll(
                absence.map { enroller.suppressed(contact, $0) }
                    ?? enroller.enrollment(of: contact, isListed: isListed, picker: picker))
        }
    }

    private func fields(of event: Event, known: Contact?) -> [String: JSONValue] {
        var fields = known?.fields ?? [:]
        fields.merge(event.fields) { $1 }
        if event.event == Self.registration, fields["registeredAt"] == nil {
            fields["registeredAt"] = .string(event.at.rfc3339())
        }
        return fields
    }

    /// Why the campaign isn't for this user; nil where it is.
    private func absence(
        _ contact: Contact, isKnown: Bool, isExcluded: Bool, criteria: ContactCriteria?
    ) -> String? {
        let audience = declaration.campaign.targetAudience
        if audience.type == .individual, audience.userIds?.contains(contact.id) != true {
            return "not among targetAudience.userIds"
        }
        if !isKnown {
            return audience.type == .segment
                ? "not in the segment '\(audience.segmentId ?? "")'" : "not among the contacts"
        }
        if isExcluded { return "in a segment that targetAudience.exclude leaves out" }
        if criteria?.areMet(by: contact.fields, at: enroller.reader.now) == false {
            return "doesn't match targetAudience.dynamicCriteria"
        }
        return nil
    }

    /// What the audience's source knows of these users; nil where there is no source, so that what the event says is all
    /// there is.
    private func contacts(of users: Set<String>) throws -> [String: Contact]? {
        guard declaration.source != nil else {
            guard declaration.campaign.targetAudience.type != .segment else {
                throw AudienceError.notConfigured(audience: TargetAudience.Kind.segment.rawValue)
            }
            return nil
        }
        return try enroller.contacts(users)
    }
}
