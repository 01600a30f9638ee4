import CampaignModel

extension Campaign {
    /// With what the reference always says and a file may leave out: the reference's clients would read a limit without
    /// `enabled` as one that is off.
    var spelledOut: Campaign {
        var campaign = self
        campaign.messageConfig.spellOut()
        campaign.deliverySettings.spellOut(zone: schedule.recurring?.timezone ?? "UTC")
        campaign.notifications?.spellOut()
        return campaign
    }
}

extension MessageConfig {
    fileprivate mutating func spellOut() {
        if personalization?.enabled == nil { personalization?.enabled = true }
        variations = variations.map { variations in
            variations.map { Variation(name: $0.name, templateId: $0.templateId, weight: $0.weight ?? 1) }
        }
    }
}

extension DeliverySettings {
    /// - Parameter zone: the campaign's own.
    fileprivate mutating func spellOut(zone: String) {
        priority = priority ?? .normal
        if rateLimiting?.enabled == nil { rateLimiting?.enabled = true }
        if quietHours?.enabled == nil { quietHours?.enabled = true }
        if quietHours?.timezone == nil { quietHours?.timezone = zone }
    }
}

extension Notifications {
    fileprivate mutating func spellOut() {
        if onStart?.enabled == nil { onStart?.enabled = true }
        if onComplete?.enabled == nil { onComplete?.enabled = true }
        if onFailure?.enabled == nil { onFailure?.enabled = true }
    }
}
