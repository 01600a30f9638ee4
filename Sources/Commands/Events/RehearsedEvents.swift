import CampaignModel
import Reconciliation
import ScheduleEngine
import Spool
import StateStore

/// What a pass would take from the spool folder and decide of it. Reads as much as a pass takes at once, and changes nothing.
struct RehearsedEvents {
    let facts: PassFacts
    let recorded: any RecordedState
    let stateFolder: String

    /// What would be decided of one campaign, and the events that it is about.
    struct Decided {
        var plan: EventPlan
        fileprivate var events: [Int64: Event]

        func events(of part: EventPlan.Part) -> [Event] { part.events.compactMap { events[$0] } }
    }

    private struct Waiting {
        var messages: [DueMessage] = []
        /// The events that only the spool folder has, by numbers behind all that the state file gives.
        var events: [Int64: Event] = [:]
    }

    /// - Returns: `isAll`: nothing waits beyond what was read.
    func decide(_ prepared: PreparedPass) throws -> (plans: [Decided], count: EventIntake.Count, isAll: Bool) {
        let commit = prepared.commit
        let plans = Dictionary(commit.plans.map { ($0.campaignId, $0) }, uniquingKeysWith: { first, _ in first })
        var waiting: [String: Waiting] = [:]
        for due in try recorded.dueMessages(at: facts.now, limit: EventIntake.most)
        where plans[due.record.campaignId]?.passingBy == nil {
            waiting[due.record.campaignId] = Waiting(messages: due.messages)
        }
        let (count, isAll) = try read(for: { try TriggerTable(campaigns(commit, plans)) }, into: &waiting)
        var decided: [Decided] = []
        for (id, waiting) in waiting.sorted(by: { $0.key < $1.key }) where facts.only?.contains(id) != false {
            let terms = try commit.acceptances[id]?.terms ?? recorded.record(id)?.terms
            guard let terms, terms.status == .active else { continue }
            let planned = Set(plans[id]?.decisions.map(\.scheduledFor) ?? [])
            let plan = try EventPlanner(terms: terms, now: facts.now).plan(waiting.messages, of: id) { instant in
                try planned.contains(instant) ? instant : recorded.decided(of: id, at: instant)
            }
            let stored = waiting.messages.map(\.event).filter { waiting.events[$0] == nil }
            let events = Dictionary(
                zip(stored, try recorded.events(stored)).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
            decided.append(Decided(plan: plan, events: events.merging(waiting.events) { first, _ in first }))
        }
        return (decided, count, isAll)
    }

    /// The trigger-based campaigns as the pass would leave them.
    private func campaigns(
        _ commit: PassCommit, _ plans: [String: CampaignPlan]
    ) throws -> [TriggeredCampaign] {
        var campaigns = Dictionary(
            try recorded.triggered().map { ($0.campaignId, $0) }, uniquingKeysWith: { first, _ in first })
        for plan in plans.values where plan.change?.action == .delete { campaigns[plan.campaignId] = nil }
        for (id, acceptance) in commit.acceptances {
            let campaign = acceptance.declaration.campaign
            guard campaign.type == .triggerBased, [.active, .paused].contains(campaign.status) else {
                campaigns[id] = nil
                continue
            }
            let isNew = plans[id]?.change?.action == .create
            let firstApplied =
                try isNew ? facts.now : campaigns[id]?.firstApplied ?? recorded.firstApplied(of: id) ?? facts.now
            campaigns[id] = TriggeredCampaign(
                campaignId: id, key: nil, triggers: campaign.schedule.triggers ?? [], firstApplied: firstApplied)
        }
        return campaigns.values.sorted { $0.campaignId < $1.campaignId }
    }

    /// Adds what events in the spool folder would owe by now.
    private func read(
        for table: () throws -> TriggerTable, into waiting: inout [String: Waiting]
    ) throws -> (EventIntake.Count, isAll: Bool) {
        let reader = SpoolReader(folder: SpoolFolder(stateFolder: stateFolder))
        var count = EventIntake.Count()
        var known: TriggerTable?
        var seen: Set<[UInt8]> = []
        var number = Int64.max / 2
        var left = EventIntake.most
        while left > 0,
            let batch = try reader.next(
                limit: left, now: facts.now, marks: { () throws(StateError) in try recorded.spoolMarks() })
        {
            let triggers = try known ?? table()
            known = triggers
            count.rejected += batch.parts.reduce(0) { $0 + $1.rejected.count }
            for (event, isTaken) in zip(batch.events, try recorded.areTaken(events: batch.events.map(\.id))) {
                guard !isTaken, seen.insert(Array(event.id.utf8)).inserted else {
                    count.known += 1
                    continue
                }
                count.taken += 1
                number += 1
                for (place, debt) in triggers.debts(event) where debt.dueAt <= facts.now {
                    let id = triggers.campaigns[place].campaignId
                    waiting[id, default: Waiting()].messages.append(
                        DueMessage(event: number, userId: event.userId, dueAt: debt.dueAt))
                    waiting[id]?.events[number] = event
                }
            }
            left -= batch.parts.reduce(0) { $0 + max(1, $1.after.line - $1.before.line) }
        }
        return (count, left > 0)
    }
}
