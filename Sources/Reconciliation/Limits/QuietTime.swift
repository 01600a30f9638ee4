public import CampaignModel
public import ScheduleEngine

/// Quiet hours in their zone. They may span midnight; where they begin and end at one time there are none.
public struct QuietTime: Sendable {
    let start: LocalTime
    let end: LocalTime
    /// The zone that counts for whom none is known of his own.
    let zone: ZoneRules
    /// `timezone: recipient`: each contact's own zone counts.
    public let isRecipients: Bool
    private let zones: any ZoneProvider

    /// Nil where the campaign has none.
    /// - Throws: `ZoneError` where their zone's rules can't be had.
    public init?(_ campaign: Campaign, zones: any ZoneProvider) throws(ZoneError) {
        guard let quiet = campaign.deliverySettings.quietHours, quiet.enabled != false, quiet.start != quiet.end else {
            return nil
        }
        start = quiet.start
        end = quiet.end
        isRecipients = quiet.timezone == "recipient"
        self.zones = zones
        let own = campaign.schedule.recurring?.timezone ?? "UTC"
        zone = try zones.rules(for: isRecipients ? own : quiet.timezone ?? own)
    }

    /// When the whole run may go: nil where it may go now. Quiet hours of the recipients hold back recipients, not runs.
    public func release(at now: Instant) -> Instant? {
        isRecipients ? nil : release(at: now, in: zone)
    }

    /// When a message to this recipient may go; nil where it may go now. An unknown zone counts as none.
    public func release(at now: Instant, recipientZone: String?) -> Instant? {
        guard isRecipients else { return release(at: now, in: zone) }
        let own = recipientZone.flatMap { try? zones.rules(for: $0) }
        return release(at: now, in: own ?? zone)
    }

    private func release(at now: Instant, in zone: ZoneRules) -> Instant? {
        let local = zone.local(now)
        let spansMidnight = end < start
        let isQuiet =
            spansMidnight ? local.time >= start || local.time < end : local.time >= start && local.time < end
        guard isQuiet else { return nil }
        let endsTomorrow = spansMidnight && local.time >= start
        let midnight = (local.date.days + (endsTomorrow ? 1 : 0)) * 86_400
        let release =
            switch zone.resolve(localSeconds: midnight + Int64(end.secondOfDay)) {
            case .unique(let instant): instant
            case .gap(let before, _): Instant(seconds: midnight + Int64(end.secondOfDay) - Int64(before))
            case .overlap(let first, let second): first > now ? first : second
            }
        // In an hour that happens twice the end may lie behind; a second later it is asked again.
        return max(release, now + TimeSpan(seconds: 1))
    }
}
