import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport

/// Terms with the defaults of the semantics, but for what the test is about.
func terms(
    _ schedule: Schedule, status: DeclaredStatus = .active, _ policy: CatchUp.Policy = .latest,
    window: TimeSpan = .hours(24), limit: Int = 10, grace: TimeSpan = .minutes(5), overlap: OverlapMode = .skip,
    max: Int? = nil
) -> ScheduleTerms {
    ScheduleTerms(
        status: status, schedule: schedule, policy: policy, window: window, limit: limit, grace: grace,
        overlap: overlap, maxOccurrences: max)
}

func every(_ interval: Int, _ unit: FrequencyUnit) -> Schedule {
    let rule = RecurrenceRule(pattern: .every(interval: interval, unit: unit), times: [], zone: "UTC")
    return Schedule(rule: .recurring(rule))
}

func daily(_ times: String..., in zone: String = "UTC") -> Schedule {
    let rule = RecurrenceRule(pattern: .daily(interval: 1), times: times.map(clock), zone: zone)
    return Schedule(rule: .recurring(rule))
}

func once(_ text: String) -> Schedule { Schedule(rule: .once(at(text))) }

func record(
    _ terms: ScheduleTerms, through: String, runs: Int = 0, open: Int = 0, waiting: Int = 0
) -> CampaignRecord {
    CampaignRecord(
        campaignId: "daily-tips", file: "daily-tips.yaml", terms: terms, evaluatedThrough: at(through),
        nextDue: at(through), decidedRuns: runs, openRuns: open, waitingRuns: waiting)
}

func planner(_ now: String, lastPass: String? = nil) -> CampaignPlanner {
    CampaignPlanner(now: at(now), lastPass: lastPass.map(at), zones: TestZones())
}

extension CampaignPlan {
    /// `run 2026-06-01T09:00:00Z`, or `skip FIRST…LAST ×COUNT` where it is more than one.
    var rows: [String] {
        decisions.map { decision in
            let first = decision.scheduledFor.rfc3339()
            let range = decision.count == 1 ? first : "\(first)…\(decision.last.rfc3339()) ×\(decision.count)"
            return "\(decision.verdict.rawValue) \(range)"
        }
    }

    func reasons(_ verdict: OccurrenceDecision.Verdict) -> [String] {
        decisions.filter { $0.verdict == verdict }.compactMap(\.reason)
    }
}
