import CampaignModel
import ScheduleEngine
import StatusPages
import TestSupport

/// Pages with something in each of their parts.
enum SamplePages {
    static let now = at("2026-12-14T16:20:00Z")

    static func record(
        _ id: String, _ instant: String, _ status: ExecutionStatus, audience: Int = 0, sent: Int = 0, failed: Int = 0,
        pending: Int = 0, reason: String? = nil, variations: [VariationCounts] = []
    ) -> ExecutionRecord {
        var counts = DeliveryCounts()
        counts.audience = audience
        counts.sent = sent
        counts.failed = failed
        counts.pending = pending
        let hasEnded = status != .running && status != .pending
        return ExecutionRecord(
            campaignId: id, scheduledFor: at(instant), count: 1, status: status, trigger: .schedule, reason: reason,
            beganAt: status == .skipped ? nil : at(instant), endedAt: hasEnded ? at(instant) + .minutes(3) : nil,
            messagesSent: sent + failed, deliveries: counts, variations: variations)
    }

    static func history(_ id: String, reason: String? = nil) -> [ExecutionRecord] {
        [
            record(id, "2026-12-14T15:00:00Z", .running, audience: 2_000, sent: 1_240, failed: 10, pending: 750),
            record(id, "2026-12-07T15:00:00Z", .partial, audience: 1_990, sent: 1_900, failed: 90),
            record(id, "2026-11-30T15:00:00Z", .failed, reason: reason),
            record(id, "2026-11-23T15:00:00Z", .skipped, reason: reason),
            record(id, "2026-11-16T15:00:00Z", .success, audience: 1_950, sent: 1_950),
        ]
    }

    static func summary(
        _ id: String, name: String? = nil, status: CampaignStatus = .active, history: [ExecutionRecord] = []
    ) -> CampaignSummary {
        CampaignSummary(
            id: id, name: name, type: .recurring, status: status, nextRun: now + .hours(23), zone: nil, runCount: 12,
            sent: 23_456, delivered: 23_000, history: history)
    }

    static func lane(_ id: String, name: String? = nil, zone: ZoneRules? = nil) -> TimelineLane {
        let first = now + .hours(23)
        return TimelineLane(
            campaignId: id, name: name, zone: zone,
            upcoming: [
                UpcomingStretch(first: first, last: first, count: 1),
                UpcomingStretch(first: now + .hours(60), last: now + .hours(70), count: 601),
            ], quiet: [now + .hours(6)..<now + .hours(16)], quietHours: "22:00–08:00 UTC")
    }

    /// Every text of it that comes from outside is one of these.
    static func overview(
        ids: [String] = ["weekly"], name: String? = "Weekly Newsletter", reason: String = "the disk is full",
        total: Int? = nil, faults: Int = 0
    ) -> OverviewPage {
        let first = ids.first ?? "weekly"
        return OverviewPage(
            now: now, total: total ?? ids.count, active: 1, skip: 0,
            campaigns: ids.map { summary($0, name: name, history: history($0, reason: reason)) },
            lanes: ids.prefix(OverviewPage.mostLanes).map { lane($0, name: name) }, comingUp: ids.count,
            underWay: [
                RunUnderWay(
                    name: name, record: history(first)[0], isPaused: false,
                    held: Deferral(until: now + .minutes(40), reason: reason), finishBy: nil)
            ], openRuns: 1,
            failures: [
                FailedCampaign(
                    name: name, newest: record(first, "2026-12-10T15:00:00Z", .failed, reason: reason), runs: 3,
                    reasons: [(reason, 17)])
            ], periods: [PeriodFigures(name: "24 hours", totals: PeriodTotals())],
            faults: PageFaults(
                isUnreadable: faults > 0, count: faults,
                first: (0..<min(1, faults)).map { _ in
                    PageFaults.Fault(place: "\(first).yaml:3:1", code: "INVALID_YAML", message: reason)
                }))
    }

    static func campaign(
        _ id: String = "weekly", name: String? = "Weekly Newsletter", reason: String = "the disk is full",
        file: String = "weekly.yaml", fact: String = "every week"
    ) -> CampaignPage {
        var history = history(id, reason: reason)
        history[1].variations = [
            VariationCounts(name: "Morning", audience: 1_000, sent: 950, failed: 50),
            VariationCounts(name: reason, audience: 990, sent: 950, failed: 40),
        ]
        return CampaignPage(
            now: now, campaign: summary(id, name: name, history: history),
            place: CampaignPage.Place(file: file, line: 3), isDeleted: false,
            facts: [CampaignPage.Fact("Schedule", fact)], lane: lane(id, name: name))
    }
}
