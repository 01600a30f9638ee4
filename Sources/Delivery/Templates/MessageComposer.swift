public import CampaignModel
public import ScheduleEngine

/// Makes the messages of one run: variation, template, personalization, idempotency key.
public struct MessageComposer: Sendable {
    private let campaignId: String
    private let scheduledFor: Instant
    private let channel: ChannelDeclaration
    private let visible: Set<String>
    private let templateIds: [String: String]
    private let plainTemplateId: String?
    private let templates: [String: CompiledTemplate]

    /// - Throws: `DeliveryError` where a template can't be compiled.
    public init(declaration: CampaignDeclaration, scheduledFor: Instant) throws {
        let config = declaration.campaign.messageConfig
        campaignId = declaration.campaign.campaignId
        self.scheduledFor = scheduledFor
        channel = declaration.channel
        visible = Set(config.personalization?.enabled == false ? [] : config.personalization?.fields ?? [])
        templateIds = Dictionary(
            (config.variations ?? []).map { ($0.name, $0.templateId) }, uniquingKeysWith: { first, _ in first })
        plainTemplateId = config.templateId
        templates = try declaration.templates.mapValues {
            try CompiledTemplate($0, parseMode: declaration.channel.parseMode)
        }
    }

    public func compose(_ delivery: ClaimedDelivery) -> Result<Message, CompositionFailure> {
        guard let id = delivery.variation.flatMap({ templateIds[$0] }) ?? plainTemplateId, let template = templates[id]
        else { return .failure(CompositionFailure(reason: "no template says what to send")) }
        guard let address = channel.address(of: delivery.recipientId, fields: delivery.fields) else {
            return .failure(
                CompositionFailure(
                    reason: "the contact has no '\(channel.addressField ?? "")', which this channel needs"))
        }
        if channel.type == .email, MailAddress(address) == nil {
            return .failure(CompositionFailure(reason: "the contact's 'email' is no address"))
        }
        let fields = delivery.fields.filter { visible.contains($0.key) }
        return template.render(fields).map { rendered in
            Message(
                idempotencyKey: StableHash.idempotencyKey(
                    campaignId: campaignId, scheduledFor: scheduledFor, recipientId: delivery.recipientId),
                campaignId: campaignId, scheduledFor: scheduledFor, recipientId: delivery.recipientId,
                address: address, recipient: fields, variation: delivery.variation, templateId: id,
                subject: rendered.subject, text: rendered.text, html: rendered.html, parseMode: template.parseMode,
                listUnsubscribe: rendered.listUnsubscribe)
        }
    }
}
