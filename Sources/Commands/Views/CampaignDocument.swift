import CampaignModel
import Foundation
import ScheduleEngine

/// A campaign in the reference's shape, as `list` and `show` print it and the endpoint has it under `data`.
struct CampaignDocument: Encodable {
    let campaign: Campaign
    let status: CampaignStatus
    let nextRunAt: Instant?
    let lastRunAt: Instant?
    let runCount: Int
    let messagesSent: Int
    let delivered: Int
    /// The single campaign's answer has the rest of its declaration too.
    let isWhole: Bool

    init(_ entry: CampaignCatalog.Entry, now: Instant, nextRun: Instant?, isWhole: Bool) {
        campaign = entry.declaration.campaign
        status = entry.status(now: now, nextRun: nextRun)
        nextRunAt = nextRun
        lastRunAt = entry.overview?.lastRunAt
        runCount = entry.overview?.runCount ?? 0
        messagesSent = entry.overview?.messagesSent ?? 0
        delivered = entry.overview?.delivered ?? 0
        self.isWhole = isWhole
    }

    private enum Key: String, CodingKey {
        case _id, campaignId, campaignName, type, schedule, targetAudience, messageConfig, deliverySettings
        case notifications, status, execution, statistics
    }
    private enum ExecutionKey: String, CodingKey { case nextRunAt, lastRunAt, runCount }
    private enum StatisticsKey: String, CodingKey { case totalRuns, totalMessagesSent, avgDeliveryRate }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(campaign.campaignId, forKey: ._id)
        try container.encode(campaign.campaignId, forKey: .campaignId)
        try container.encode(campaign.campaignName, forKey: .campaignName)
        try container.encode(campaign.type, forKey: .type)
        try container.encode(ScheduleDocument(schedule: campaign.schedule), forKey: .schedule)
        try container.encode(campaign.targetAudience, forKey: .targetAudience)
        try container.encode(status, forKey: .status)
        if isWhole {
            let whole = campaign.spelledOut
            try container.encode(whole.messageConfig, forKey: .messageConfig)
            try container.encode(whole.deliverySettings, forKey: .deliverySettings)
            try container.encodeIfPresent(whole.notifications, forKey: .notifications)
        }
        var execution = container.nestedContainer(keyedBy: ExecutionKey.self, forKey: .execution)
        try execution.encode(nextRunAt, forKey: .nextRunAt)
        try execution.encode(lastRunAt, forKey: .lastRunAt)
        try execution.encode(runCount, forKey: .runCount)
        var statistics = container.nestedContainer(keyedBy: StatisticsKey.self, forKey: .statistics)
        try statistics.encode(runCount, forKey: .totalRuns)
        try statistics.encode(messagesSent, forKey: .totalMessagesSent)
        try statistics.encode(deliveryRate(delivered: delivered, sent: messagesSent), forKey: .avgDeliveryRate)
    }
}

/// The reference shows `endDate` and `maxOccurrences` of a recurring campaign also where there are none.
private struct ScheduleDocument: Encodable {
    let schedule: ScheduleDeclaration

    private enum Key: String, CodingKey { case recurring }
    private enum RecurringKey: String, CodingKey { case endDate, maxOccurrences }

    func encode(to encoder: any Encoder) throws {
        try schedule.encode(to: encoder)
        guard let recurring = schedule.recurring else { return }
        var container = encoder.container(keyedBy: Key.self)
        let whole = container.superEncoder(forKey: .recurring)
        try recurring.encode(to: whole)
        var fields = whole.container(keyedBy: RecurringKey.self)
        try fields.encode(recurring.endDate, forKey: .endDate)
        try fields.encode(recurring.maxOccurrences, forKey: .maxOccurrences)
    }
}
