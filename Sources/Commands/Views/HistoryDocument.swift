import CampaignModel
import Reconciliation
import ScheduleEngine

/// A campaign's history in the reference's shape, with what Campanile knows beyond it.
struct HistoryDocument: Encodable {
    struct Head: Encodable {
        var id: String
        var name: String?
        var type: CampaignType
        var status: CampaignStatus

        init(_ entry: CampaignCatalog.Entry, now: Instant, nextRun: Instant?) {
            let campaign = entry.declaration.campaign
            id = campaign.campaignId
            name = campaign.campaignName
            type = campaign.type
            status = entry.status(now: now, nextRun: nextRun)
        }

        init(_ row: CampaignRow, now: Instant) {
            self.init(row.entry, now: now, nextRun: row.nextRun)
        }

        /// Deleting a campaign's file keeps its history.
        init(deleted: CampaignRecord) {
            id = deleted.campaignId
            status = .cancelled
            type = deleted.type
        }
    }

    struct Execution: Encodable {
        var runAt: Instant
        var status: ExecutionStatus
        var messagesSent: Int
        var errors: Int
        /// Whole seconds from the run's beginning to its end, or to now.
        var duration: Int64
        var scheduledFor: Instant
        var trigger: ExecutionTrigger
        var reason: String?
        /// Of folded skipped occurrences.
        var count: Int?
        var variations: [VariationCounts]
        var deliveries: DeliveryCounts

        init(_ record: ExecutionRecord, now: Instant) {
            runAt = record.scheduledFor
            status = record.status
            messagesSent = record.messagesSent
            errors = record.deliveries.failed
            duration = record.beganAt.map { max(0, ((record.endedAt ?? now) - $0).seconds) } ?? 0
            scheduledFor = record.scheduledFor
            trigger = record.trigger
            reason = record.reason
            count = record.count > 1 ? record.count : nil
            variations = record.variations
            deliveries = record.deliveries
        }
    }

    struct Job: Encodable {
        enum Status: String, Encodable {
            case waiting, active, completed, failed, cancelled
        }

        var _id: String
        var status: Status
        var scheduledFor: Instant
        var completedAt: Instant?

        /// Nil for what was skipped: it never was a job.
        init?(_ record: ExecutionRecord) {
            switch record.status {
            case .pending: status = .waiting
            case .running: status = .active
            case .success, .partial: status = .completed
            case .failed: status = .failed
            case .cancelled: status = .cancelled
            case .skipped: return nil
            }
            _id = "\(record.campaignId)@\(record.testLabel ?? "\(record.scheduledFor)")"
            scheduledFor = record.scheduledFor
            completedAt = record.endedAt
        }
    }

    var campaign: Head
    /// Newest first.
    var executions: [Execution]
    var jobs: [Job]

    /// - Parameter records: newest first.
    init(_ head: Head, _ records: [ExecutionRecord], now: Instant) {
        campaign = head
        executions = records.map { Execution($0, now: now) }
        jobs = records.compactMap(Job.init)
    }
}
