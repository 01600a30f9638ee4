public import CampaignModel
public import ScheduleEngine

/// The instant that the test wrote down; a misspelled one ends the test run.
public func at(_ text: String) -> Instant {
    guard let instant = Instant(rfc3339: text) else { preconditionFailure("\(text) is no instant") }
    return instant
}

/// The time of day that the test wrote down.
public func clock(_ text: String) -> LocalTime {
    guard let time = LocalTime(text) else { preconditionFailure("\(text) is no time") }
    return time
}

/// A whole declaration, as short as a valid one can be; a test changes what it is about.
public enum Samples {
    public static func campaign(
        _ id: String = "daily-tips", type: CampaignType = .recurring, schedule: ScheduleDeclaration? = nil
    ) -> Campaign {
        let daily = Recurring(pattern: .daily, timeOfDay: TimesOfDay([clock("09:00")]))
        return Campaign(
            campaignId: id, type: type, schedule: schedule ?? ScheduleDeclaration(recurring: daily),
            targetAudience: TargetAudience(type: .all), messageConfig: MessageConfig(templateId: "hello"))
    }

    public static func declaration(
        _ campaign: Campaign = Samples.campaign(), text: String = "Hello", fields: [String] = [],
        channel: ChannelDeclaration = .builtInOutbox
    ) -> CampaignDeclaration {
        var campaign = campaign
        if !fields.isEmpty { campaign.messageConfig.personalization = Personalization(enabled: true, fields: fields) }
        return CampaignDeclaration(
            file: "\(campaign.campaignId).yaml", campaign: campaign, channel: channel,
            templates: ["hello": Template(id: "hello", text: text)],
            source: ContactSource(type: .csv, path: "contacts.csv", id: "userId"))
    }

    public static func delivery(
        _ recipientId: String = "user1", key: Int64 = 1, fields: [String: JSONValue] = [:], variation: String? = nil,
        attempts: Int = 0
    ) -> ClaimedDelivery {
        ClaimedDelivery(key: key, recipientId: recipientId, variation: variation, fields: fields, attempts: attempts)
    }
}
