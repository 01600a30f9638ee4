import CampaignModel
import ScheduleEngine

/// Reads a campaign file's fields over the defaults. Every fault is collected; nothing stops at the first.
struct CampaignReader {
    let top: Fields
    let context: ReadingContext
    let defaults: Defaults

    private var findings: Findings { top.findings }

    /// Nil where the file is held back.
    func read(id: String?) -> CampaignDeclaration? {
        top.requireParts()
        top.ownAlone.checkSchemaName()
        let type: CampaignType? = top.choice("type")
        let status: DeclaredStatus? = top.choice("status")
        let name = top.string("campaignName")
        let scheduleReader = ScheduleReader(context: context, defaultZone: defaults.timezone)
        let schedule = scheduleReader.read(top, type: type)
        let audience = AudienceReader(
            shared: context.shared, contacts: defaults.contacts, isByEvents: type == .triggerBased
        ).read(top)
        let message = MessageReader(shared: context.shared).read(top)
        let delivery = DeliveryReader(zones: context.zones).read(top)
        let notifications = NotificationsReader(shared: context.shared).read(top)
        LintRules.apply(LintSubject(top: top, type: type, defaultZone: defaults.timezone), levels: defaults.lint)

        guard let id, let type, let schedule, let audience, let message else {
            findings.holdBack()
            return nil
        }
        let campaign = Campaign(
            campaignId: id, campaignName: name, type: type, status: status ?? .active, schedule: schedule,
            targetAudience: audience.audience, messageConfig: message.config, deliverySettings: delivery,
            notifications: notifications?.declared)
        PastDate(now: context.now, knowledge: context.knowledge).check(campaign, top)
        NeverTested(knowledge: context.knowledge, levels: defaults.lint).check(campaign, top)
        guard !findings.hasError else { return nil }
        let declaration = CampaignDeclaration(
            file: findings.file, campaign: campaign, channel: message.channel, templates: message.templates,
            source: audience.source, exclude: audience.exclude, suppression: defaults.suppression,
            calendars: calendars(schedule), noticeChannels: notifications?.channels)
        NothingLeft(now: context.now, zones: context.zones).check(declaration, top)
        return findings.hasError ? nil : declaration
    }

    private func calendars(_ schedule: ScheduleDeclaration) -> [String: ExcludedDays]? {
        guard let ids = schedule.recurring?.exclude else { return nil }
        var calendars: [String: ExcludedDays] = [:]
        for id in ids {
            if case .found(let days) = context.shared.calendar(id) { calendars[id] = days }
        }
        return calendars
    }

    /// Reports what is wrong with `_defaults.yaml` as the part of a campaign that it is.
    func checkDefaults() {
        let _: CampaignType? = top.choice("type")
        let _: DeclaredStatus? = top.choice("status")
        _ = top.string("campaignName")
        _ = ScheduleReader(context: context, defaultZone: .none).read(top, type: nil)
        _ = AudienceReader(shared: context.shared, contacts: .broken).read(top)
        _ = MessageReader(shared: context.shared).read(top)
        _ = DeliveryReader(zones: context.zones).read(top)
        _ = NotificationsReader(shared: context.shared).read(top)
    }
}
