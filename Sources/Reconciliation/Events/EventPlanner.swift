public import CampaignModel
public import ScheduleEngine

/// Decides what becomes of the messages of one campaign that have come due. Pure, so that a dry run and the run after it
/// decide the same.
///
/// `overlap` says nothing here: it is about one audience that would get a second message before the first is done with, and
/// each event's message is its user's own. `catchUp.limit` neither, for the same reason.
public struct EventPlanner: Sendable {
    private let terms: ScheduleTerms
    private let now: Instant

    public init(terms: ScheduleTerms, now: Instant) {
        self.terms = terms
        self.now = now
    }

    /// - Parameters:
    ///   - due: all that is due, in any order.
    ///   - decided: the end of what was decided of this campaign for that moment already, which may be a range; nil where
    ///     nothing was.
    public func plan(
        _ due: [DueMessage], of campaignId: String, decided: (Instant) throws -> Instant?
    ) rethrows -> EventPlan {
        var rounds: [[DueMessage]] = []
        var passedOver: [DueMessage] = []
        for messages in byUser(due) {
            let (toRun, skipped) = select(messages)
            passedOver += skipped
            // A run holds one message a user: his next one goes into the next run.
            for (round, message) in toRun.enumerated() {
                if round == rounds.count { rounds.append([]) }
                rounds[round].append(message)
            }
        }
        var parts: [EventPlan.Part] = []
        var earliest = Instant.earliest
        for messages in rounds {
            guard let last = messages.map(\.dueAt).max() else { continue }
            let instant = try Self.free(from: max(last, earliest), decided: decided)
            earliest = instant + TimeSpan(seconds: 1)
            let isLate = now - last > terms.grace
            parts.append(
                EventPlan.Part(
                    decision: OccurrenceDecision(
                        verdict: .event, reason: isLate ? "missed by \(lateness(of: last, at: now))" : nil,
                        scheduledFor: instant),
                    events: messages.map(\.event)))
        }
        if let last = passedOver.map(\.dueAt).max() {
            let runs = Set(parts.map(\.decision.scheduledFor))
            let instant = try Self.free(from: last) { try runs.contains($0) ? $0 : decided($0) }
            parts.append(
                EventPlan.Part(
                    decision: OccurrenceDecision(
                        verdict: .skip, reason: skipReason, scheduledFor: instant, count: passedOver.count),
                    events: passedOver.map(\.event)))
        }
        return EventPlan(campaignId: campaignId, parts: parts)
    }

    /// The messages of each user, the oldest first; users by their oldest. By bytes, as the ledger tells users apart: two
    /// spellings of one letter are two users there.
    private func byUser(_ due: [DueMessage]) -> [[DueMessage]] {
        var places: [[UInt8]: Int] = [:]
        var users: [[DueMessage]] = []
        for message in due.sorted(by: { ($0.dueAt, $0.event) < ($1.dueAt, $1.event) }) {
            let user = Array(message.userId.utf8)
            if let place = places[user] {
                users[place].append(message)
            } else {
                places[user] = users.count
                users.append([message])
            }
        }
        return users
    }

    /// By the catch-up policy.
    private func select(_ messages: [DueMessage]) -> (toRun: [DueMessage], skipped: [DueMessage]) {
        var toRun: [DueMessage] = []
        var skipped: [DueMessage] = []
        for (index, message) in messages.enumerated() {
            let late = now - message.dueAt
            let runs =
                switch terms.policy {
                case .skip: late <= terms.grace
                case .latest: index == messages.count - 1 && late <= max(terms.grace, terms.window)
                case .all: late <= max(terms.grace, terms.window)
                }
            if runs { toRun.append(message) } else { skipped.append(message) }
        }
        return (toRun, skipped)
    }

    private var skipReason: String {
        switch terms.policy {
        case .skip: "missed, and catchUp is skip"
        case .latest: "catchUp latest takes only each user's newest that is due, within \(terms.window)"
        case .all: "missed; catchUp all takes those within \(terms.window)"
        }
    }

    /// That moment, or the next whole second that nothing of the campaign was decided for.
    public static func free(from instant: Instant, decided: (Instant) throws -> Instant?) rethrows -> Instant {
        var instant = instant
        while let last = try decided(instant) { instant = max(last, instant) + TimeSpan(seconds: 1) }
        return instant
    }
}
