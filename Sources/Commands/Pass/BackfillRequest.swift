import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore

/// `backfill ID --from T --until T`.
struct BackfillRequest {
    var campaignId: String
    /// Both ends inclusive.
    var from: Instant
    var until: Instant
    /// More than so many are more likely a slip than meant.
    var most: Int

    /// What there is to run, by the declaration that the pass goes by.
    /// - Parameter isStored: whether `recorded` has the pass's own decisions already.
    /// - Throws: `BackfillRefusal`; `ZoneError`.
    func resolve(
        facts: PassFacts, recorded: any RecordedState, commit: PassCommit, isStored: Bool
    ) throws -> Backfill {
        guard
            let accepted = try commit.acceptances[campaignId]?.declaration ?? recorded.accepted(campaignId)?.declaration
        else { throw BackfillRefusal.notAccepted(campaignId) }
        let campaign = accepted.campaign
        guard campaign.status == .active else {
            throw BackfillRefusal.notActive(campaignId, status: campaign.status.rawValue)
        }
        guard campaign.type != .triggerBased else { throw BackfillRefusal.byEvents(campaignId) }
        let terms = ScheduleTerms(accepted)
        let schedule = CompiledSchedule(terms.schedule, zone: try facts.zones.rules(for: terms.zone))
        let through = min(until, facts.now)
        let occurrences = Array(
            schedule.occurrences(after: from - TimeSpan(seconds: 1), through: through).prefix(most + 1))
        guard occurrences.count <= most else { throw BackfillRefusal.tooMany(campaignId, most: most) }
        var known = try recorded.decisions(of: campaignId, from: from, through: through)
        if !isStored {
            let planned = commit.plans.filter { $0.campaignId == campaignId }.flatMap(\.decisions)
            known += planned.map { Backfill.Recorded(key: nil, decision: $0) }
            known.sort { $0.decision.scheduledFor < $1.decision.scheduledFor }
        }
        return Backfill(occurrences, of: schedule, recorded: known)
    }
}

extension BackfillRequest {
    /// Said of what was found; nil where all of it runs.
    func note(_ past: Backfill) -> String? {
        if past.alreadyDecided > 0 {
            let many = past.alreadyDecided == 1 ? "One occurrence" : "\(past.alreadyDecided) occurrences"
            return "\(many) of '\(campaignId)' in that time ran before, or is about to, and won't run again."
        }
        return past.runs.isEmpty ? "'\(campaignId)' has no occurrence in that time." : nil
    }
}

enum BackfillRefusal: CommandRefusal {
    case notAccepted(String)
    case notActive(String, status: String)
    case byEvents(String)
    case tooMany(String, most: Int)
    case stillToCome(Instant)

    var description: String {
        switch self {
        case .notAccepted(let id):
            "'\(id)' has an error and was never accepted, so that nothing of it can run; 'campanile validate' shows where"
        case .notActive(let id, let status):
            "'\(id)' is \(status), so that nothing of it runs; set 'status: active' first"
        case .byEvents(let id):
            "'\(id)' waits for events and has no occurrences by the clock"
        case .stillToCome(let instant):
            "\(instant) is still to come: a pass runs it in its time"
        case .tooMany(let id, let most):
            "'\(id)' has more than \(most) occurrences in that time; narrow --from and --until, or allow more with --most"
        }
    }
}
