import Audience
import CampaignFiles
import CampaignModel
import Reconciliation
import ScheduleEngine
import Spool
import StateStore

/// Of a trigger-based campaign: which event of the recipient's led to a message, or why none did.
extension Explainer {
    /// So many of his events are looked at, the newest first.
    private static let mostEvents = 100

    func byEvents() throws -> Explanation {
        let events = try recorded.lastEvents(of: userId, in: campaign.campaignId, limit: Self.mostEvents)
        let names = Set(triggers.compactMap { $0.conditions["event"] })
        let newest =
            events.first { $0.fate != .owesNothing } ?? events.first { names.contains(.string($0.event.event)) }
            ?? events.first
        if let waiting = try inSpool(), newest.map({ $0.event.at < waiting.at }) ?? true { return untaken(waiting) }
        guard let newest else { return try withoutEvent() }
        let event = newest.event
        switch newest.fate {
        case .waiting: return try owed(event, due: newest.dueAt ?? event.at, trigger: newest.trigger)
        case .passedOver(let reason):
            var found = answer(.skipped, "passed over: \(reason); \(sentence(event, due: newest.dueAt))")
            found.place(place("schedule.catchUp") ?? triggerPlace(newest.trigger))
            return found
        case .inRun(let scheduledFor, let run, let delivery):
            var found = try delivery.map(past) ?? unbegun(run, scheduledFor)
            found.reason += "; \(sentence(event, due: newest.dueAt))"
            if found.file == nil { found.place(triggerPlace(newest.trigger)) }
            return found
        case .owesNothing: return try unmatched(newest)
        }
    }

    private var triggers: [Trigger] { campaign.schedule.triggers ?? [] }

    private func triggerPlace(_ trigger: Int?) -> FieldPlace? {
        place("schedule.triggers", element: trigger) ?? place("schedule.triggers")
    }

    private func sentence(_ event: Event, due: Instant?) -> String {
        "the event '\(event.event)' of \(event.at) (\(event.id))" + (due.map { " makes it due at \($0)" } ?? "")
    }

    // MARK: No message yet

    /// Decided and not begun, or it could not begin.
    private func unbegun(_ run: Int64, _ scheduledFor: Instant) throws -> Explanation {
        let record = try recorded.execution(of: run)
        let why = record?.reason.map { ": \($0)" } ?? ""
        switch record?.status {
        case .failed: return answer(.failed, "the run of \(scheduledFor) could not begin\(why)")
        case .cancelled: return answer(.cancelled, "the run of \(scheduledFor) was cancelled\(why)")
        default:
            var found = answer(.pending, "the run of \(scheduledFor) waits to begin")
            if campaign.status != .active {
                found.reason += ", and the campaign is \(campaign.status.rawValue)"
                found.place(place("status"))
            } else if let release = try? QuietTime(campaign, zones: facts.zones)?.release(at: facts.now) {
                found.reason += ", held back by quiet hours"
                found.notBefore = release
                found.place(place("deliverySettings.quietHours"))
            }
            return found
        }
    }

    private func owed(_ event: Event, due: Instant, trigger: Int?) throws -> Explanation {
        guard campaign.status == .active else {
            var found = answer(
                .pending,
                "the campaign is \(campaign.status.rawValue), and what falls due meanwhile passes by; "
                    + sentence(event, due: due))
            found.notBefore = due
            found.place(place("status"))
            return found
        }
        var found = try fate(of: event, next: due)
        found.reason += "; \(sentence(event, due: due))"
        if found.file == nil { found.place(triggerPlace(trigger)) }
        return found
    }

    private func withoutEvent() throws -> Explanation {
        guard campaign.status == .active else {
            var found = answer(.noRun, "the campaign is \(campaign.status.rawValue)")
            found.place(place("status"))
            return found
        }
        var name = ""
        if case .string(let text)? = triggers.first?.conditions["event"] { name = text }
        let event = Event(id: "", event: name, userId: userId, at: facts.now)
        var found = try fate(of: event, next: nil)
        found.reason = "no event of his has come; " + found.reason
        return found
    }

    /// What would become of the message of an event.
    /// - Parameter next: when it is due; nil where there is no such event.
    private func fate(of event: Event, next: Instant?) throws -> Explanation {
        var enrolled: Enrollment?
        try facts.reading(declaration, events: [event], at: max(facts.now, next ?? facts.now)) { enroller in
            try enroller.forEach { enrolled = $0 }
        }
        guard let candidate = enrolled else { return answer(.noRun, "nobody can say") }
        return try fate(of: candidate) { one in
            var found = answer(.wouldSend, next == nil ? "would get it when one comes" : "would get it when it is due")
            found.variation = one.variation
            if let next { _ = hold(&found, to: one, from: next) }
            return found
        }
    }

    // MARK: No match

    private func unmatched(_ recordedEvent: RecordedEvent) throws -> Explanation {
        let event = recordedEvent.event
        let firstApplied = try recorded.firstApplied(of: campaign.campaignId)
        if let firstApplied, event.at < firstApplied {
            var found = answer(
                .notMatched,
                "\(sentence(event, due: nil)) is from before the campaign was first applied, at \(firstApplied)")
            found.place(place("campaignId"))
            return found
        }
        return mismatches(
            event,
            matching: "\(sentence(event, due: nil)) was taken at \(recordedEvent.takenAt), when no trigger matched it; "
                + "a change fires nothing retroactively")
    }

    private func untaken(_ event: Event) -> Explanation {
        if triggers.contains(where: { $0.matches(event) }) {
            var found = answer(
                .pending, "\(sentence(event, due: nil)) waits in the spool folder; the next pass takes it")
            found.place(triggerPlace(triggers.firstIndex { $0.matches(event) }))
            return found
        }
        return mismatches(event, matching: "")
    }

    /// Which condition of which trigger the event doesn't meet.
    /// - Parameter matching: said where it meets them all.
    private func mismatches(_ event: Event, matching: String) -> Explanation {
        let found = triggers.enumerated().compactMap { index, trigger in
            trigger.mismatch(event).map { (index: index, mismatch: $0) }
        }
        // The one that comes nearest tells most: whose event it is, and whose other conditions it fails.
        guard found.count == triggers.count,
            let nearest = found.first(where: { $0.mismatch.name != "event" }) ?? found.first
        else {
            var answer = answer(.notMatched, matching)
            answer.place(triggerPlace(nil))
            return answer
        }
        let has = nearest.mismatch.found.map { "is \(Self.text($0))" } ?? "is missing"
        var answer = answer(
            .notMatched,
            "\(sentence(event, due: nil)) matches no trigger: \(nearest.mismatch.name) \(has), the trigger asks for "
                + Self.text(nearest.mismatch.wanted))
        answer.place(triggerPlace(nearest.index))
        return answer
    }

    private static func text(_ value: JSONValue) -> String {
        if case .string(let text) = value { return "'\(text)'" }
        return JSONText.text(value)
    }

    /// The recipient's newest event that waits to be taken; nil where none does, as far as one pass would read.
    private func inSpool() throws -> Event? {
        let reader = SpoolReader(folder: SpoolFolder(stateFolder: stateFolder))
        var newest: Event?
        var left = EventIntake.most
        while left > 0,
            let batch = try reader.next(
                limit: left, now: facts.now, marks: { () throws(StateError) in try recorded.spoolMarks() })
        {
            for event in batch.events where event.userId == userId && newest.map({ $0.at < event.at }) ?? true {
                if try recorded.areTaken(events: [event.id]) != [true] { newest = event }
            }
            left -= batch.parts.reduce(0) { $0 + max(1, $1.after.line - $1.before.line) }
        }
        return newest
    }
}
