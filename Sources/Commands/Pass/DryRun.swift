import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore

/// Decides a pass as the run would, and says who would get what. Sends nothing, writes nothing.
struct DryRun {
    let facts: PassFacts
    let recorded: any RecordedState
    let hasState: Bool
    /// Where the spool folder is.
    let stateFolder: String
    var backfill: BackfillRequest?

    func report() throws -> PassReport {
        let prepared = try PassPreparation(facts: facts, recorded: recorded, hasState: hasState).prepare()
        var rows: [OccurrenceRow] = []
        var notes: [String] = []
        for plan in prepared.commit.plans {
            for row in PassRows.decided(plan) {
                rows.append(
                    row.decision == .skip
                        ? row : try forecast(row, declaration: declaration(plan.campaignId, in: prepared.commit)))
            }
        }
        let events = try RehearsedEvents(facts: facts, recorded: recorded, stateFolder: stateFolder).decide(prepared)
        for plan in events.plans {
            let declaration = try declaration(plan.plan.campaignId, in: prepared.commit)
            for (part, row) in zip(plan.plan.parts, PassRows.decided(plan.plan)) {
                rows.append(
                    row.decision == .skip
                        ? row : try forecast(row, declaration: declaration, events: plan.events(of: part)))
            }
        }
        if !events.isAll {
            notes.append("More waits in the spool folder than the \(EventIntake.most) lines that a dry run reads.")
        }
        if let backfill {
            let past = try backfill.resolve(facts: facts, recorded: recorded, commit: prepared.commit, isStored: false)
            notes += [backfill.note(past)].compactMap(\.self)
            let declaration = try declaration(backfill.campaignId, in: prepared.commit)
            for instant in past.runs {
                rows.append(
                    try forecast(PassRows.backfilled(backfill.campaignId, instant), declaration: declaration))
            }
        }
        let open = try recorded.openRuns().filter { facts.only?.contains($0.campaignId) != false }
        let continued = PassRows.continued(
            open, plans: prepared.commit.plans, accepted: prepared.commit.acceptances)
        for run in continued {
            let declaration = try recorded.declaration(of: run.key)
            let record = try recorded.execution(of: run.key)
            let row = PassRows.complete(
                PassRows.continuing(run), with: record, deferral: nil, finishBy: nil)
            rows.append(
                run.hasBegun
                    ? try withOutlook(row, declaration: declaration, pending: record?.deliveries.pending ?? 0)
                    : try forecast(
                        row, declaration: declaration,
                        events: run.trigger == .event ? recorded.events(of: run.key) : nil))
        }
        return PassReport(
            now: facts.now, dryRun: true, changes: prepared.changes, occurrences: PassRows.sorted(rows),
            diagnostics: prepared.diagnostics, events: PassReport.Events(events.count),
            differences: try differences(prepared), notes: notes)
    }

    /// Nothing is stored, so that what was accepted before is still there to be asked for.
    private func differences(_ prepared: PreparedPass) throws -> [String: [FieldChange]] {
        var differences: [String: [FieldChange]] = [:]
        for change in prepared.changes where !change.fields.isEmpty {
            guard let old = try recorded.accepted(change.campaignId)?.declaration,
                let new = prepared.commit.acceptances[change.campaignId]?.declaration
            else { continue }
            differences[change.campaignId] = try DeclarationDifference.changes(from: old, to: new)
        }
        return differences
    }

    private func declaration(_ id: String, in commit: PassCommit) throws -> CampaignDeclaration? {
        try commit.acceptances[id]?.declaration ?? recorded.accepted(id)?.declaration
    }

    /// Counts the audience by what would become of it. A source that can't be read fails the run, and is said here.
    /// - Parameter events: of a run that is made by events, those of its users.
    private func forecast(
        _ row: OccurrenceRow, declaration: CampaignDeclaration?, events: [Event]? = nil
    ) throws -> OccurrenceRow {
        guard let declaration else { return row }
        var row = row
        var counts = DeliveryCounts()
        do {
            counts = try count(declaration, events: events)
            try declaration.campaign.targetAudience.guard?.accept(
                audience: counts.audience,
                last: events == nil ? recorded.lastAudience(of: row.campaignId, before: row.scheduledFor) : nil)
            row.audience = PassRows.audience(counts)
            // In a catch-up and a backfill expireAfter counts from the run's beginning, which is now.
            if row.decision == .run || events != nil, !row.isBackfill,
                let limit = declaration.campaign.deliverySettings.expireAfter,
                facts.now - row.scheduledFor > limit
            {
                row.audience?.send = 0
                row.reason = "unsent after expireAfter"
            }
        } catch let error where !(error is StateError) {
            row.reason = "it will fail to begin: \(error)"
            return row
        }
        return try withOutlook(row, declaration: declaration, pending: counts.pending)
    }

    private func count(_ declaration: CampaignDeclaration, events: [Event]?) throws -> DeliveryCounts {
        try recorded.admitting(to: declaration, at: facts.now) { admit in
            var seen = RecipientSet()
            var counts = DeliveryCounts()
            func take(_ enrollment: Enrollment) throws {
                guard seen.insert(enrollment.recipientId) else { return }
                counts.audience += 1
                counts.add(1, to: try admit(enrollment).state)
            }
            if let events {
                try facts.reading(declaration, events: events, at: facts.now) { try $0.forEach(take) }
            } else {
                try facts.reading(declaration) { try $0.forEach(take) }
            }
            return counts
        }
    }

    /// Adds what limits and quiet hours make of it.
    private func withOutlook(
        _ row: OccurrenceRow, declaration: CampaignDeclaration?, pending: Int
    ) throws -> OccurrenceRow {
        guard let campaign = declaration?.campaign else { return row }
        var row = row
        let quiet: QuietTime?
        do {
            quiet = try QuietTime(campaign, zones: facts.zones)
        } catch {
            row.reason = "it will fail to begin: \(error)"
            return row
        }
        let held = try declaration.flatMap { try recorded.hold(of: $0.channel.id, at: facts.now) }
        if let deferral = quiet?.release(at: facts.now).map(Deferral.quietHours) ?? held.map(Deferral.init) {
            row.hold(deferral)
            row.audience = nil
        } else if row.audience != nil {
            row.finishBy = Forecast.finish(
                of: pending, limit: HourlyLimit(campaign.deliverySettings), quiet: quiet, from: facts.now)
        }
        return row
    }
}
