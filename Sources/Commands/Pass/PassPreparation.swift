import CampaignFiles
import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore

/// Declared + recorded + now → what a pass decides. Reads the tree as far as it has changed, and writes nothing: a dry run
/// and a run come through here alike.
struct PassPreparation {
    let facts: PassFacts
    let recorded: any RecordedState
    /// False where there is no state file yet.
    let hasState: Bool

    func prepare() throws -> PreparedPass {
        let memory = try recorded.passMemory()
        var commit = PassCommit(now: facts.now)
        commit.decidesAll = facts.only == nil
        let zones = ZoneChanges(facts: facts, memory: memory)
        let past = RecordedPast(recorded)
        zones.remember(in: &commit)
        let planner = CampaignPlanner(
            now: facts.now, lastPass: memory.decidedThrough, zones: facts.zones, past: past)
        var diagnostics: [Diagnostic]
        do {
            let scan = try TreeScanner.scan(root: facts.root)
            if scan.digest == memory.treeDigest {
                // While there are errors the tree counts as changed: there are none to repeat.
                diagnostics =
                    facts.repeatsWarnings ? try recorded.diagnostics(unsettledOnly: false).flatMap(\.found) : []
            } else {
                diagnostics = try reconcile(scan, memory: memory, planner: planner, commit: &commit)
            }
        } catch let error as TreeError {
            guard hasState else { throw error }
            // What is due by the declarations last accepted still runs.
            diagnostics = [
                Diagnostic(
                    severity: .error, code: .massRemoval,
                    message: "the tree can't be read, so nothing is changed: \(error)",
                    hint: "what is due by the declarations last accepted runs all the same")
            ]
        }
        let said = Set(diagnostics.filter { $0.code == .invalidTimezone }.map(\.campaignId))
        diagnostics += try proceed(zones: zones, planner: planner, commit: &commit)
            .filter { !said.contains($0.campaignId) }
        try past.confirm()
        return PreparedPass(commit: commit, diagnostics: diagnostics)
    }

    /// Plans what the tree changes.
    private func reconcile(
        _ scan: TreeScan, memory: PassMemory, planner: CampaignPlanner, commit: inout PassCommit
    ) throws -> [Diagnostic] {
        let known = KnownCampaigns(recorded: recorded)
        let reader = TreeReader(
            scan: scan, zones: facts.zones, now: facts.now, knowledge: hasState ? known.knowledge : known.untouched,
            zoneCandidates: { facts.zones.identifiers() })
        let tree = RecordedTree(memory, recorded: recorded)
        let reading = try tree.map { try reader.readChanges(since: $0) } ?? reader.readAll()
        try known.confirm()
        let change = TreeChange(reading: reading, memory: tree)

        let gone = try change.gone(recorded)
        if let refusal = try massRemoval(gone) {
            return [refusal] + reading.diagnostics
        }
        let faults = try plan(
            change.declared.filter { isWanted($0.campaign.campaignId) }, memory: memory, planner: planner,
            commit: &commit)
        let mayDelete =
            try gone.isEmpty || (!change.mayHideCampaigns(recorded) && !facts.isAmidChanges(of: gone))
        for record in gone where isWanted(record.campaignId) && mayDelete {
            commit.plans.append(try planner.delete(record))
        }
        let unsettled = change.unread(try recorded.diagnostics(unsettledOnly: true))
        let unread = facts.repeatsWarnings ? change.unread(try recorded.diagnostics(unsettledOnly: false)) : unsettled
        // A deletion that was put off must be seen again: then nothing of the tree is remembered.
        if facts.only == nil, mayDelete {
            commit.tree = change.index(scan: scan, wallClock: facts.wallClock, unread: unsettled.map(\.path))
        }
        let found = try facts.repeatsWarnings ? reading.diagnostics : news(of: reading)
        return (found + unread.flatMap(\.found) + faults)
            .sorted { ($0.file ?? "", $0.line ?? 0) < ($1.file ?? "", $1.line ?? 0) }
    }

    /// What was found now, without the warnings that were said of the same files before.
    private func news(of reading: TreeReading) throws -> [Diagnostic] {
        let known: Set<Diagnostic>
        if reading.isWhole {
            known = Set(try recorded.diagnostics(unsettledOnly: false).flatMap(\.found))
        } else {
            let warned = reading.files.filter { !$0.diagnostics.isEmpty }
            known = Set(try warned.flatMap { try recorded.diagnostics(of: $0.path) })
        }
        return reading.diagnostics.filter { $0.severity == .error || !known.contains($0) }
    }

    private func isWanted(_ id: String) -> Bool { facts.only?.contains(id) != false }

    /// Creates campaigns, updates them, or leaves them as they are.
    private func plan(
        _ declarations: [CampaignDeclaration], memory: PassMemory, planner: CampaignPlanner, commit: inout PassCommit
    ) throws -> [Diagnostic] {
        var faults: [Diagnostic] = []
        for (declaration, standing) in zip(declarations, try recorded.standings(of: declarations)) {
            do {
                try plan(declaration, standing: standing, memory: memory, planner: planner, commit: &commit)
            } catch let error as ZoneError {
                faults.append(zoneIsGone(error, campaignId: declaration.campaign.campaignId, file: declaration.file))
            }
        }
        return faults
    }

    private func plan(
        _ declaration: CampaignDeclaration, standing: DeclarationStanding, memory: PassMemory,
        planner: CampaignPlanner, commit: inout PassCommit
    ) throws {
        let id = declaration.campaign.campaignId
        switch standing {
        case .same(let isRenamed):
            if isRenamed { commit.renamed[id] = declaration.file }
        case .new(let earlier, let encoded):
            let terms = ScheduleTerms(declaration)
            commit.plans.append(try planner.create(campaignId: id, terms: terms, earlier: earlier))
            accept(encoded, terms: terms, memory: memory, commit: &commit)
        case .different(let accepted, let encoded):
            let fields = try DeclarationDifference.fields(from: accepted.declaration, to: declaration)
            guard !fields.isEmpty else {
                // What an older version of this program wrote may differ in spelling alone.
                if accepted.record.file != declaration.file { commit.renamed[id] = declaration.file }
                return
            }
            let terms = ScheduleTerms(declaration)
            commit.plans.append(try planner.update(accepted.record, to: terms, fields: fields))
            accept(encoded, terms: terms, memory: memory, commit: &commit)
        }
    }

    private func accept(
        _ encoded: EncodedDeclaration, terms: ScheduleTerms, memory: PassMemory, commit: inout PassCommit
    ) {
        commit.acceptances[encoded.declaration.campaign.campaignId] = PassCommit.Acceptance(encoded, terms: terms)
        guard memory.zoneStamps[terms.zone] == nil, commit.zoneStamps[terms.zone] == nil,
            let (rules, source) = facts.zones.known(terms.zone)
        else { return }
        commit.zoneStamps[terms.zone] = source.stamp
        commit.zoneRules[rules.fingerprint] = source.bytes
    }

    private func zoneIsGone(_ error: ZoneError, campaignId: String, file: String) -> Diagnostic {
        Diagnostic(
            severity: .error, code: .invalidTimezone, message: "\(error)", file: file, campaignId: campaignId,
            hint: "it waits, and loses nothing: install tzdata, or name another time zone")
    }

    /// More than half of the campaigns, and more than one, are gone at once: more likely a wrong folder or a broken
    /// checkout than what somebody wanted.
    private func massRemoval(_ gone: [CampaignRecord]) throws -> Diagnostic? {
        guard gone.count > 1, !facts.allowsMassRemoval else { return nil }
        let total = try recorded.allRecords().count
        guard gone.count * 2 > total else { return nil }
        return Diagnostic(
            severity: .error, code: .massRemoval,
            message: "the tree lacks \(gone.count) of the \(total) campaigns in force, so nothing is changed",
            hint: "if they are meant to go, run once with --allow-mass-removal; else check --config and the checkout")
    }

    /// Plans what time brings to the campaigns that the tree doesn't change. One whose zone the tz database has lost is
    /// left as it is: nothing of it is decided until the zone is back, or another is named.
    private func proceed(
        zones: ZoneChanges, planner: CampaignPlanner, commit: inout PassCommit
    ) throws -> [Diagnostic] {
        var faults: [Diagnostic] = []
        let planned = Set(commit.plans.map(\.campaignId))
        // New rules may have moved the next occurrence of any campaign in the zone, to an earlier moment too.
        let records =
            zones.changed.isEmpty
            ? try recorded.dueRecords(at: facts.now)
            : try recorded.allRecords().filter { record in
                zones.changed.contains(record.terms.zone) || record.nextDue.map { $0 <= facts.now } ?? false
            }
        for record in records where !planned.contains(record.campaignId) && isWanted(record.campaignId) {
            do throws(ZoneError) {
                commit.plans.append(try planner.proceed(record))
            } catch {
                faults.append(zoneIsGone(error, campaignId: record.campaignId, file: record.file))
            }
        }
        return faults
    }
}
