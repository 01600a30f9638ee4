public import CampaignModel
public import ScheduleEngine

/// Declared + recorded + now → what to do about one campaign. Pure: reads no clock, no file, and decides nothing by
/// chance, so that a dry run and the run after it decide the same.
public struct CampaignPlanner: Sendable {
    /// The pass's own moment.
    public let now: Instant
    /// The latest moment that any earlier pass decided up to; nil before the first.
    public let lastPass: Instant?
    private let zones: any ZoneProvider
    /// What is known of how campaigns were decided before their zone got other rules.
    private let past: any DecidedPast

    public init(
        now: Instant, lastPass: Instant?, zones: any ZoneProvider, past: any DecidedPast = NoPast()
    ) {
        self.now = now
        self.lastPass = lastPass
        self.zones = zones
        self.past = past
    }

    /// A campaign that is new, or comes back after its deletion (`earlier` is what was left of it: nothing that was
    /// decided then is decided again). It begins at this very moment; a one-time campaign's instant counts even from
    /// before, and its catch-up window says whether it still runs.
    /// - Throws: `ZoneError` where the zone's rules can't be had.
    public func create(
        campaignId: String, terms: ScheduleTerms, earlier: CampaignRecord? = nil
    ) throws(ZoneError) -> CampaignPlan {
        let aSecond = TimeSpan(seconds: 1)
        var begin = now - aSecond
        if case .once(let instant) = terms.schedule.rule {
            begin = min(begin, instant + terms.schedule.spread - aSecond)
        }
        if let earlier { begin = max(begin, earlier.evaluatedThrough) }
        let record = CampaignRecord(
            campaignId: campaignId, file: "", terms: terms, evaluatedThrough: begin, nextDue: nil,
            decidedRuns: earlier?.decidedRuns ?? 0, openRuns: 0, waitingRuns: 0,
            key: earlier?.key, zoneRules: earlier?.zoneRules, repeatedTimes: earlier?.repeatedTimes ?? [])
        var plan = try decide(record, stored: terms, declared: terms, from: begin)
        plan.change = CampaignChange(campaignId: campaignId, action: .create)
        return plan
    }

    /// A campaign whose declaration is the one last accepted.
    /// - Throws: `ZoneError` where the zone's rules can't be had.
    public func proceed(_ record: CampaignRecord) throws(ZoneError) -> CampaignPlan {
        var plan = try decide(record, stored: record.terms, declared: record.terms, from: begin(of: record))
        if plan.nextDue == nil, record.nextDue != nil {
            plan.change = CampaignChange(campaignId: record.campaignId, action: .complete)
        }
        return plan
    }

    /// A campaign whose declaration differs from the one last accepted. The change fires nothing retroactively.
    /// - Throws: `ZoneError` where the zone's rules can't be had.
    public func update(
        _ record: CampaignRecord, to declared: ScheduleTerms, fields: [String]
    ) throws(ZoneError) -> CampaignPlan {
        var plan = try decide(record, stored: record.terms, declared: declared, from: begin(of: record))
        let action = CampaignChange.Action(from: record.terms.status, to: declared.status)
        plan.change = CampaignChange(campaignId: record.campaignId, action: action, fields: fields)
        if action == .cancel { plan.cancelOpenRuns = "the campaign was cancelled" }
        return plan
    }

    /// A campaign that no file declares any more. What is pending ends; the history stays.
    /// - Throws: `ZoneError` where the zone's rules can't be had.
    public func delete(_ record: CampaignRecord) throws(ZoneError) -> CampaignPlan {
        var plan = try decide(record, stored: record.terms, declared: nil, from: begin(of: record))
        plan.change = CampaignChange(campaignId: record.campaignId, action: .delete)
        plan.cancelOpenRuns = "the campaign's file was deleted"
        return plan
    }

    /// What passed before the last pass is history, even where a campaign's own mark is older because nothing of it was due.
    /// Not so where the clock has been ahead: what it showed then says nothing of a campaign that came later.
    private func begin(of record: CampaignRecord) -> Instant {
        guard let lastPass, lastPass <= now else { return record.evaluatedThrough }
        // What was due by the last pass and is still due was not decided by it: its zone's data was missing, say.
        if record.terms.status == .active, let due = record.nextDue, due <= lastPass { return record.evaluatedThrough }
        return max(record.evaluatedThrough, lastPass)
    }

    private func decide(
        _ record: CampaignRecord, stored: ScheduleTerms, declared: ScheduleTerms?, from: Instant
    ) throws(ZoneError) -> CampaignPlan {
        let terms = declared ?? stored
        let isSame = declared?.schedule == stored.schedule
        // A zone that is gone must not keep a campaign from being mended: its old schedule then has no occurrences.
        let before: CompiledSchedule? =
            stored.status == .active ? (isSame ? try compile(stored) : try? compile(stored)) : nil
        let after: CompiledSchedule? =
            if let declared, declared.status == .active {
                if isSame, let before { before } else { try compile(declared) }
            } else {
                nil
            }
        let stretch = now > from ? (from, now) : nil
        let isUnchanged = isSame && before != nil && after != nil
        let moved = movedTimes(of: record, stored: stored, declared: declared, after: after, from: from)
        var selection = DueSelection(terms: terms, now: now, barriers: moved.decided)
        for instant in moved.overtaken { selection.add(instant) }
        // What comes again by the new rules of its zone is no neighbour of what is skipped for other reasons.
        var repeats = SkipFold(.repeat)
        func take(_ instant: Instant) {
            if moved.repeated.contains(instant) {
                repeats.add(instant, reason: "this local time was decided before the rules of \(terms.zone) changed")
            } else {
                selection.add(instant)
                repeats.end()
            }
        }
        if isUnchanged, let after, let (from, now) = stretch {
            for instant in after.occurrences(after: from, through: now) { take(instant) }
        } else {
            for (instant, isCommon) in Union(before, after, within: stretch) {
                if isCommon { take(instant) } else { repeats.end() }
            }
        }

        let due = selection.finish()
        var cancelReason: String?
        var (running, notRun) = admit(
            due.toRun, record: record, terms: terms, barriers: moved.decided, cancelReason: &cancelReason)
        for index in running.indices where moved.overtaken.contains(running[index].scheduledFor) {
            running[index].reason = "its local time passed when the rules of \(terms.zone) changed"
        }
        var passedBy = SkipFold()
        if !isUnchanged {
            let reason = passedByReason(stored: stored, declared: declared)
            let runs = Set(running.map(\.scheduledFor))
            for (instant, isCommon) in Union(before, after, within: stretch) {
                if !isCommon { passedBy.add(instant, reason: reason) } else if runs.contains(instant) { passedBy.end() }
            }
        }
        let skipped = SkipFold.disjoint(due.skipped + notRun + passedBy.rows + repeats.rows)
        let evaluatedThrough = max(from, now)
        let runsLeft = (terms.maxOccurrences ?? .max) - record.decidedRuns - running.count
        return CampaignPlan(
            campaignId: record.campaignId, key: record.key,
            decisions: skipped.isEmpty ? running : (running + skipped).sorted { $0.scheduledFor < $1.scheduledFor },
            evaluatedThrough: evaluatedThrough,
            nextDue: runsLeft > 0 ? after?.next(after: evaluatedThrough) : nil,
            cancelOpenRuns: cancelReason, passingBy: passingBy(stored: stored, declared: declared),
            zoneRules: after?.zoneFingerprint ?? (try? zones.rules(for: terms.zone))?.fingerprint ?? record.zoneRules,
            repeatedTimes: moved.remaining(after: evaluatedThrough))
    }

    /// What a change of the zone's rules has moved.
    private func movedTimes(
        of record: CampaignRecord, stored: ScheduleTerms, declared: ScheduleTerms?, after: CompiledSchedule?,
        from: Instant
    ) -> MovedTimes {
        // As good as always: thousands of campaigns are decided by the rules that they were decided by before.
        if let after, after.zoneFingerprint == record.zoneRules, record.repeatedTimes.isEmpty { return MovedTimes() }
        guard let declared, let rules = try? zones.rules(for: declared.zone) else { return MovedTimes() }
        return MovedTimes(
            of: record.campaignId, from: stored, decidedBy: record.zoneRules, through: from, to: declared, by: rules,
            known: record.repeatedTimes, past: past)
    }

    /// Applies `maxOccurrences` and `overlap` to what the catch-up policy lets run.
    private func admit(
        _ candidates: [OccurrenceDecision], record: CampaignRecord, terms: ScheduleTerms,
        barriers: [OccurrenceDecision], cancelReason: inout String?
    ) -> (running: [OccurrenceDecision], skipped: [OccurrenceDecision]) {
        let allowed = max(0, (terms.maxOccurrences ?? .max) - record.decidedRuns)
        if record.openRuns == 0, candidates.count <= allowed { return (candidates, []) }
        var skipped = SkipFold(barriers: barriers)
        var room = candidates.count
        if record.openRuns > 0 {
            switch terms.overlap {
            case .skip: room = 0
            case .queue:
                // Where none has begun, the first that waits is the one to be queued behind.
                let behind = record.waitingRuns - (record.waitingRuns == record.openRuns ? 1 : 0)
                room = behind > 0 ? 0 : 1
            case .replace, .allow: break
            }
        }
        let running = candidates.prefix(min(room, allowed))
        if record.openRuns > 0, terms.overlap == .replace, !running.isEmpty {
            cancelReason = "a newer occurrence replaces it (overlap replace)"
        }
        for candidate in candidates.dropFirst(running.count) {
            let reason =
                if room <= allowed {
                    terms.overlap == .queue
                        ? "one run already waits behind the open one (overlap queue)"
                        : "an earlier run is still open (overlap skip)"
                } else {
                    "maxOccurrences of \(terms.maxOccurrences ?? 0) is reached"
                }
            skipped.add(candidate.scheduledFor, reason: reason)
        }
        return (Array(running), skipped.rows)
    }

    /// Of what events owe: nothing where the campaign was active and stays so.
    private func passingBy(stored: ScheduleTerms, declared: ScheduleTerms?) -> PassingBy? {
        guard stored.schedule.rule == .triggered else { return nil }
        guard let declared, declared.status != .cancelled else {
            return PassingBy(reason: passedByReason(stored: stored, declared: declared), isForAll: true)
        }
        guard declared.schedule.rule == .triggered else {
            return PassingBy(reason: "the campaign no longer goes by events", isForAll: true)
        }
        // What falls due while it isn't active passes by at the moment that it is again.
        guard (stored.status == .active) != (declared.status == .active) else { return nil }
        return PassingBy(reason: passedByReason(stored: stored, declared: declared), isForAll: false)
    }

    private func passedByReason(stored: ScheduleTerms, declared: ScheduleTerms?) -> String {
        guard let declared else { return "the campaign's file was deleted before it ran" }
        return switch (stored.status, declared.status) {
        case (.active, .paused): "the campaign was paused before it ran"
        case (.active, .cancelled): "the campaign was cancelled before it ran"
        case (.active, .draft): "the campaign became a draft before it ran"
        case (.paused, .active): "it passed while the campaign was paused"
        case (_, .active) where stored.status != .active: "it passed before the campaign was active"
        default: "the schedule was changed; a change fires nothing retroactively"
        }
    }

    private func compile(_ terms: ScheduleTerms) throws(ZoneError) -> CompiledSchedule {
        CompiledSchedule(terms.schedule, zone: try zones.rules(for: terms.zone))
    }
}
