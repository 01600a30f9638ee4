import CampaignModel
import Reconciliation
import Runner
import ScheduleEngine
import StateStore

/// Performs a pass: decides, stores, executes, and decides again between slices.
struct LivePass {
    let store: StateStore
    let facts: PassFacts
    let isNewState: Bool
    let clock: any PassClock
    let wallClock: SystemClock
    let outfitter: Outfitter
    let stateFolder: String
    let deadline: Duration?
    let stop: StopSignal
    /// Run too what it finds of the past.
    var backfill: BackfillRequest?

    /// What has been decided so far, over all rounds of this pass.
    private final class Log {
        var changes: [CampaignChange] = []
        var rows: [OccurrenceRow] = []
        var diagnostics: [Diagnostic] = []
        var notes: [String] = []
        let intake: EventIntake
        /// Something due was left for the next look.
        var hasMoreDue = false

        init(intake: EventIntake) { self.intake = intake }
    }

    /// At most so many messages that events owe are decided of a campaign at once, so that the memory stays small.
    private static let mostMessages = 50_000

    nonisolated(nonsending) func perform(
        progress: ProgressLine
    ) async throws -> (report: PassReport, hasFailures: Bool) {
        let result: Result<(report: PassReport, hasFailures: Bool), any Error>
        do { result = .success(try await run(progress: progress)) } catch { result = .failure(error) }
        await outfitter.close()
        return try result.get()
    }

    private nonisolated(nonsending) func run(
        progress: ProgressLine
    ) async throws -> (report: PassReport, hasFailures: Bool) {
        let log = Log(intake: EventIntake(stateFolder: stateFolder, store: store))
        let runner = Runner(
            ledger: store, outfitter: outfitter, clock: clock, zones: facts.zones, deadline: deadline,
            isStopped: { stop.isStopped })
        try runner.recover()
        try store.endAbandonedTests(at: facts.now)
        let before = try store.openRuns().filter { facts.only?.contains($0.campaignId) != false }
        let first = try decide(at: facts.now, isFirst: true, log: log)
        if let backfill {
            let past = try backfill.resolve(facts: facts, recorded: store, commit: first.commit, isStored: true)
            try store.store(past, of: backfill.campaignId, at: facts.now)
            log.notes += [backfill.note(past)].compactMap(\.self)
            log.rows += past.runs.map { PassRows.backfilled(backfill.campaignId, $0) }
        }
        let continued = PassRows.continued(before, plans: first.commit.plans, accepted: first.commit.acceptances)

        let sentBefore = try continued.reduce(0) { $0 + (try store.execution(of: $1.key)?.messagesSent ?? 0) }

        let execution = try await runner.execute(
            only: facts.only, reconcile: { _ = try decide(at: clock.now(), isFirst: false, log: log) },
            hasMore: { log.intake.hasMore || log.hasMoreDue },
            progress: { run in try progress.show(run, store.execution(of: run.key), elapsed: clock.elapsed()) })
        progress.clear()
        for remark in log.intake.remarks { StandardError.write("campanile: \(remark)\n") }
        try await notify()

        let rows = try (log.rows + continued.map(PassRows.continuing)).map { row in
            let isOpen = row.decision == .continue || execution.cameTo(row.campaignId, scheduledFor: row.scheduledFor)
            guard row.decision != .skip, isOpen else { return row }
            let record = try store.execution(of: row.campaignId, scheduledFor: row.scheduledFor)
            let outlook = execution.outlook(of: row.campaignId, scheduledFor: row.scheduledFor)
            return PassRows.complete(row, with: record, deferral: outlook?.deferral, finishBy: outlook?.finishBy)
        }
        let report = PassReport(
            now: facts.now, dryRun: false, changes: log.changes, occurrences: PassRows.sorted(rows),
            diagnostics: log.diagnostics, events: PassReport.Events(log.intake.count), notes: log.notes,
            stops: execution.stops.map { "\($0.campaignId): \($0.reason)" },
            sentNow: rows.reduce(0) { $0 + $1.messagesSent } - sentBefore)
        return (report, execution.hasFailures || log.intake.hasTroubles)
    }

    /// Tells people of runs. Whoever can't be told is said on standard error, and is no failure of the pass.
    private nonisolated(nonsending) func notify() async throws {
        let untold = try await NoticeSender(
            ledger: store, clock: clock,
            channel: { try outfitter.channel($0.channel, campaignId: $0.campaignId, file: "notices") },
            isStopped: { stop.isStopped }
        ).send()
        for one in untold {
            let notice = one.notice
            StandardError.write(
                "campanile: \(notice.campaignId): '\(notice.address)' could not be told by '\(notice.channel.id)' "
                    + "(\(notice.event.rawValue) of \(notice.scheduledFor)): \(one.reason)"
                    + (one.isGivenUp ? "; given up\n" : "; a later pass tries again\n"))
        }
    }

    private func decide(at now: Instant, isFirst: Bool, log: Log) throws -> PreparedPass {
        var facts = facts
        facts.now = now
        facts.wallClock = wallClock.now()
        facts.isBetweenSlices = !isFirst
        let preparation = PassPreparation(facts: facts, recorded: store, hasState: !(isFirst && isNewState))
        let prepared = try preparation.prepare()
        // What is refused must not leave anything behind.
        if isFirst, let backfill {
            _ = try backfill.resolve(facts: facts, recorded: store, commit: prepared.commit, isStored: false)
        }
        try store.apply(prepared.commit)
        log.changes += prepared.changes
        for plan in prepared.commit.plans { log.rows += PassRows.decided(plan) }
        try log.intake.take(at: now)
        let events = try store.decideEvents(at: now, only: facts.only, limit: Self.mostMessages)
        for plan in events { log.rows += PassRows.decided(plan) }
        log.hasMoreDue = events.contains { $0.parts.reduce(0) { $0 + $1.events.count } >= Self.mostMessages }
        // What the first look at a file had to say must not be lost by the next, which has no reason to repeat it.
        // Nor what was true when the pass began, and is no more since it has sent something.
        let said = log.diagnostics.filter {
            $0.severity == .warning && (!facts.repeatsWarnings || $0.code == .neverTested)
        }
        let lost = said.filter { !prepared.diagnostics.contains($0) }
        if facts.repeatsWarnings {
            log.diagnostics = lost.isEmpty ? prepared.diagnostics : Self.sorted(lost + prepared.diagnostics)
        } else {
            log.diagnostics = said + prepared.diagnostics.filter { !said.contains($0) }
        }
        return prepared
    }

    /// As the first look at the tree has them.
    private static func sorted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.sorted {
            ($0.file ?? "", $0.line ?? 0, $0.column ?? 0, $0.code.rawValue)
                < ($1.file ?? "", $1.line ?? 0, $1.column ?? 0, $1.code.rawValue)
        }
    }
}
