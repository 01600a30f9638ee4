import Audience
import CampaignFiles
import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore

/// Finds out what became of a recipient in the campaign's last run, or would in the next.
struct Explainer {
    let facts: PassFacts
    let recorded: any RecordedState
    let entry: CampaignCatalog.Entry
    let userId: String
    /// Where the spool folder is.
    let stateFolder: String

    var declaration: CampaignDeclaration { entry.declaration }
    var campaign: Campaign { entry.declaration.campaign }

    func explain() throws -> Explanation {
        if campaign.type == .triggerBased { return try byEvents() }
        if let last = try recorded.lastDelivery(of: campaign.campaignId, to: userId) { return try past(last) }
        return try future()
    }

    func answer(_ decision: Explanation.Decision, _ reason: String) -> Explanation {
        Explanation(campaignId: campaign.campaignId, userId: userId, decision: decision, reason: reason)
    }

    // MARK: The last run

    func past(_ last: RecordedDelivery) throws -> Explanation {
        let run = "in the run of \(last.scheduledFor)"
        let why = last.reason.map { ": \($0)" } ?? ""
        let at = last.settledAt.map { " at \($0)" } ?? ""
        var found: Explanation
        switch last.state {
        case .pending, .claimed: found = try waiting(last, run: run)
        case .sent: found = answer(.sent, "sent\(at), \(run)")
        case .failed:
            found = answer(
                .failed, "failed\(at)\(last.attempts > 1 ? " after \(last.attempts) tries" : ""), \(run)\(why)")
        case .suppressed: found = answer(.suppressed, "suppressed \(run)\(why)")
        case .holdout: found = answer(.holdout, "held out \(run)")
        case .expired: found = answer(.expired, "expired\(at), \(run)\(why)")
        case .uncertain: found = answer(.uncertain, "nobody knows whether it arrived, \(run)\(why)")
        case .cancelled: found = answer(.cancelled, "cancelled\(at), \(run)\(why)")
        }
        found.variation = last.variation
        if found.file == nil {
            switch last.state {
            case .suppressed: found.place(try suppressionPlace(last.reason ?? ""))
            case .holdout: found.place(place("targetAudience.holdout"))
            case .expired: found.place(place("deliverySettings.expireAfter"))
            default: found.place(try contactPlace())
            }
        }
        return found
    }

    private func waiting(_ last: RecordedDelivery, run: String) throws -> Explanation {
        let why = last.reason.map { " after: \($0)" } ?? ""
        if let retry = last.retryAt, retry > facts.now {
            let isQuiet = last.reason == "quiet hours"
            var found = answer(
                .pending, isQuiet ? "held back by quiet hours, \(run)" : "it is tried again, \(run)\(why)")
            found.notBefore = retry
            if isQuiet { found.place(place("deliverySettings.quietHours")) }
            return found
        }
        if campaign.status != .active {
            var found = answer(.pending, "the campaign is \(campaign.status.rawValue), and its run waits, \(run)")
            found.place(place("status"))
            return found
        }
        let quiet = try? QuietTime(campaign, zones: facts.zones)
        if let release = quiet?.release(at: facts.now) {
            var found = answer(.pending, "held back by quiet hours, \(run)")
            found.notBefore = release
            found.place(place("deliverySettings.quietHours"))
            return found
        }
        if let hold = try recorded.hold(of: declaration.channel.id, at: facts.now) {
            var found = answer(.pending, "the channel takes nothing for now, \(run)")
            found.notBefore = hold.until
            return found
        }
        guard HourlyLimit(campaign.deliverySettings) != nil else {
            return answer(.pending, "the next pass sends it, \(run)")
        }
        var found = answer(.pending, "it waits for its turn under the hourly limit, \(run)")
        found.place(place("deliverySettings.rateLimiting"))
        return found
    }

    // MARK: The next run

    private func future() throws -> Explanation {
        switch try facts.reading(declaration, { try $0.standing(of: userId) }) {
        case .absent: return absent()
        case .unmatched(let mismatch, of: let criteria): return unmatched(mismatch, criteria)
        case .excluded(let index):
            let segment = campaign.targetAudience.exclude.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            var found = answer(
                .notInAudience,
                "in the segment '\(segment ?? "")', which targetAudience.exclude leaves out")
            found.place(place("targetAudience.exclude", element: index))
            return found
        case .enrolled(let candidate):
            return try fate(of: candidate, sending: sending)
        }
    }

    private func absent() -> Explanation {
        let audience = campaign.targetAudience
        let (reason, field) =
            switch audience.type {
            case .segment: ("not in the segment '\(audience.segmentId ?? "")'", "targetAudience.segmentId")
            case .individual: ("not among targetAudience.userIds", "targetAudience.userIds")
            case .all: ("not among the contacts", "targetAudience.type")
            case .dynamic: ("not among the contacts", "targetAudience.type")
            }
        var found = answer(.notInAudience, reason)
        found.place(place(field) ?? place("targetAudience"))
        return found
    }

    private func unmatched(_ mismatch: CriteriaMismatch, _ criteria: Standing.Criteria) -> Explanation {
        switch criteria {
        case .audience:
            var found = answer(
                .notInAudience, "doesn't meet targetAudience.dynamicCriteria: \(mismatch.reason)")
            found.place(place(["targetAudience", "dynamicCriteria", mismatch.field]))
            return found
        case .source:
            let segment = campaign.targetAudience.type == .segment ? campaign.targetAudience.segmentId : nil
            let owner = segment.map { "the segment '\($0)'" } ?? "'contacts'"
            var found = answer(.notInAudience, "doesn't meet 'match' of \(owner): \(mismatch.reason)")
            found.place(
                segment.map { FieldPlace.find(["match", mismatch.field], inSegment: $0, root: facts.root) }
                    ?? place(["contacts", "match", mismatch.field]))
            return found
        }
    }

    /// What would become of somebody who is in the audience.
    /// - Parameter sending: says it where nothing stands in his way.
    func fate(of candidate: Enrollment, sending: (Enrollment) throws -> Explanation) throws -> Explanation {
        let one = try recorded.admitting(to: declaration, at: facts.now) { try $0(candidate) }
        switch one.state {
        case .suppressed:
            let reason = one.reason ?? ""
            var found = answer(.suppressed, "would be suppressed: \(reason)")
            found.place(try suppressionPlace(reason))
            return found
        case .holdout:
            var found = answer(.holdout, "would be held out, in every run of this campaign")
            found.variation = one.variation
            found.place(place("targetAudience.holdout"))
            return found
        default: return try sending(one)
        }
    }

    private func sending(to one: Enrollment) throws -> Explanation {
        let waits = try recorded.openRuns().contains { $0.campaignId == campaign.campaignId && !$0.hasBegun }
        let next = waits ? facts.now : entry.nextRun(now: facts.now, zones: facts.zones)
        guard campaign.status == .active, let next else {
            let isOver = campaign.status == .active
            var found = answer(
                .noRun,
                isOver ? "no run of the campaign is to come" : "the campaign is \(campaign.status.rawValue)")
            found.variation = one.variation
            found.place(place(isOver ? "schedule" : "status"))
            return found
        }
        var found = answer(.wouldSend, "would get it in the next run")
        found.variation = one.variation
        found.reason += ", \(waits ? "which waits to begin" : "of \(next)")"
        if !hold(&found, to: one, from: next) { found.place(try contactPlace()) }
        return found
    }

    /// Says when the message may leave that is due then.
    /// - Returns: whether quiet hours hold it back.
    func hold(_ found: inout Explanation, to one: Enrollment, from due: Instant) -> Bool {
        found.notBefore = due
        var zone: String?
        if case .string(let name) = one.fields["timezone"] { zone = name }
        guard let release = try? QuietTime(campaign, zones: facts.zones)?.release(at: due, recipientZone: zone) else {
            return false
        }
        found.reason += ", held back by quiet hours until \(release)"
        found.notBefore = release
        found.place(place("deliverySettings.quietHours"))
        return true
    }

    // MARK: Places

    private func place(_ keys: [String]) -> FieldPlace? {
        FieldPlace.find(keys, in: declaration.file, root: facts.root)
    }

    func place(_ path: String, element: Int? = nil) -> FieldPlace? {
        FieldPlace.find(path, element: element, in: declaration.file, root: facts.root)
    }

    /// The line of the source that has the contact; of an individual without one, the list that names him.
    private func contactPlace() throws -> FieldPlace? {
        let found = try facts.reading(declaration) { enroller in try? enroller.place(of: userId) }
        if let place = found { return FieldPlace(file: place.file, line: place.line) }
        let users = campaign.targetAudience.userIds ?? []
        return place("targetAudience.userIds", element: users.firstIndex(of: userId)) ?? place("campaignId")
    }

    func suppressionPlace(_ reason: String) throws -> FieldPlace? {
        if reason == Enroller.onSuppressionList,
            let index = try facts.reading(declaration, { enroller in try? enroller.suppression(listing: userId) })
        {
            return FieldPlace.find("suppression", element: index, in: nil, root: facts.root)
        }
        if let cap = campaign.deliverySettings.frequencyCap, reason == cap.sentence {
            return place("deliverySettings.frequencyCap")
        }
        return try contactPlace()
    }
}

extension Explanation {
    mutating func place(_ place: FieldPlace?) {
        file = place?.file
        line = place?.line
    }
}
