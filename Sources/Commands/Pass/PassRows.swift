import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore

/// Makes the rows of a report from what was decided, and from what is recorded by the time of asking.
struct PassRows {
    /// Which runs were open before the pass and go on in it.
    static func continued(_ before: [OpenRun], plans: [CampaignPlan], accepted: [String: PassCommit.Acceptance])
        -> [OpenRun]
    {
        let cancelled = Dictionary(
            plans.filter { $0.cancelOpenRuns != nil }.map { ($0.campaignId, $0.endsCampaign) },
            uniquingKeysWith: { first, _ in first })
        return before.filter { run in
            if let endsAll = cancelled[run.campaignId], endsAll || run.trigger != .backfill { return false }
            guard let acceptance = accepted[run.campaignId] else { return !run.isPaused }
            return acceptance.terms.status == .active
        }
    }

    /// What was decided now, run or skipped.
    static func decided(_ plan: CampaignPlan) -> [OccurrenceRow] {
        plan.decisions.map { decision in
            switch decision.verdict {
            case .skip, .repeat:
                OccurrenceRow(
                    campaignId: plan.campaignId, scheduledFor: decision.scheduledFor, decision: .skip,
                    reason: decision.reason, count: decision.count, status: .skipped)
            case .backfill: backfilled(plan.campaignId, decision.scheduledFor)
            case .event: byEvents(plan.campaignId, decision)
            case .run, .catchUp:
                OccurrenceRow(
                    campaignId: plan.campaignId, scheduledFor: decision.scheduledFor,
                    decision: decision.verdict == .run ? .run : .catchUp, reason: decision.reason, status: .pending)
            }
        }
    }

    /// What came due of events: runs, and what is passed over.
    static func decided(_ plan: EventPlan) -> [OccurrenceRow] {
        plan.parts.map { part in
            guard !part.decision.verdict.isRun else { return byEvents(plan.campaignId, part.decision) }
            return OccurrenceRow(
                campaignId: plan.campaignId, scheduledFor: part.decision.scheduledFor, decision: .skip,
                reason: part.decision.reason, count: part.decision.count, status: .skipped)
        }
    }

    private static func byEvents(_ campaignId: String, _ decision: OccurrenceDecision) -> OccurrenceRow {
        OccurrenceRow(
            campaignId: campaignId, scheduledFor: decision.scheduledFor,
            decision: decision.reason == nil ? .run : .catchUp, reason: decision.reason, status: .pending)
    }

    static func backfilled(_ campaignId: String, _ scheduledFor: Instant) -> OccurrenceRow {
        OccurrenceRow(
            campaignId: campaignId, scheduledFor: scheduledFor, decision: .run, reason: "backfill", status: .pending,
            isBackfill: true)
    }

    static func continuing(_ run: OpenRun) -> OccurrenceRow {
        OccurrenceRow(
            campaignId: run.campaignId, scheduledFor: run.scheduledFor, decision: .continue,
            reason: run.hasBegun ? "an earlier pass began it" : "an earlier pass decided it", status: .running)
    }

    /// Adds what the ledger knows.
    static func complete(
        _ row: OccurrenceRow, with record: ExecutionRecord?, deferral: Deferral?, finishBy: Instant?
    ) -> OccurrenceRow {
        guard let record else { return row }
        var row = row
        if let deferral { row.hold(deferral) }
        row.status = record.status
        row.messagesSent = record.messagesSent
        row.errors = record.deliveries.failed
        if let reason = record.reason, record.status == .failed { row.reason = reason }
        if record.beganAt != nil {
            row.audience = audience(record.deliveries)
            row.finishBy = deferral == nil ? finishBy : nil
        }
        return row
    }

    static func audience(_ counts: DeliveryCounts) -> OccurrenceRow.Audience {
        OccurrenceRow.Audience(
            total: counts.audience, send: counts.audience - counts.suppressed - counts.holdout,
            suppressed: counts.suppressed, holdout: counts.holdout)
    }

    static func sorted(_ rows: [OccurrenceRow]) -> [OccurrenceRow] {
        rows.sorted { ($0.scheduledFor, $0.campaignId) < ($1.scheduledFor, $1.campaignId) }
    }
}
