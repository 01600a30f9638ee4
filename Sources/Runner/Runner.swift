public import CampaignModel
import Reconciliation
public import ScheduleEngine

/// Executes what is decided: by priority, then by scheduled time, then by id, a slice at a time, until nothing may go now
/// or the time is up. Slices are the normal way a run goes on, so a resume after a crash is no special case.
public struct Runner: Sendable {
    private let ledger: any Ledger
    private let outfitter: any RunOutfitter
    private let clock: any PassClock
    private let zones: any ZoneProvider
    /// No batch begins after this; nil: no limit.
    private let deadline: Duration?
    /// True once somebody asked the process to end: what is in flight is settled, and no batch begins.
    private let isStopped: @Sendable () -> Bool

    /// After so many batches whatever is first in order by then gets the turn.
    private static let batchesInSlice = 8
    /// After this long a stream of messages does. Longer than a batch takes: what is under way is waited for before, and
    /// nothing goes meanwhile.
    private static let streamSlice = Duration.seconds(5)
    /// Between slices the tree and the clock are looked at again, but not more often than this.
    private static let reconcileEvery = Duration.seconds(1)
    /// A run that waits for a slot, a retry or the end of quiet hours is asked again after this long.
    private static let askAgainAfter = Duration.seconds(60)

    public init(
        ledger: any Ledger, outfitter: any RunOutfitter, clock: any PassClock, zones: any ZoneProvider,
        deadline: Duration?,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        self.ledger = ledger
        self.outfitter = outfitter
        self.clock = clock
        self.zones = zones
        self.deadline = deadline
        self.isStopped = isStopped
    }

    /// - Parameters:
    ///   - only: the campaigns to execute; nil for all.
    ///   - reconcile: looks at the tree and the clock again, so that a long run starves nothing that comes due.
    ///   - hasMore: whether `reconcile` left something for the next time.
    ///   - progress: told of every batch.
    /// - Throws: what the ledger throws; nothing is lost then, the next pass goes on.
    public nonisolated(nonsending) func execute(
        only: Set<String>?, reconcile: () throws -> Void, hasMore: () -> Bool = { false },
        progress: (OpenRun) throws -> Void
    ) async throws -> RunnerReport {
        var report = RunnerReport()
        guard !isUp else { return report }
        var sessions: [Int64: RunSession] = [:]
        var stopped: Set<Int64> = []
        var waiting: [Int64: Duration] = [:]
        var queue = RunQueue(try ledger.openRuns(), only: only, setAside: [])
        var paces: [String: Pace] = [:]
        var lastReconciled = clock.elapsed()
        while !isUp {
            guard let run = queue.next() else {
                guard hasMore() else { break }
                try reconcile()
                queue = RunQueue(try ledger.openRuns(), only: only, setAside: stopped.union(waiting.keys))
                continue
            }
            switch try await turn(run, sessions: &sessions, paces: &paces, report: &report, progress: progress) {
            case .more: break
            case .waiting:
                waiting[run.key] = clock.elapsed()
                queue.wait(run)
            case .stopped:
                stopped.insert(run.key)
                queue.wait(run)
            case .over: queue.finish(run)
            }
            if clock.elapsed() - lastReconciled >= Self.reconcileEvery, !isUp {
                try reconcile()
                lastReconciled = clock.elapsed()
                // Asking each that waits after every slice could take a pass for ever.
                let asked = waiting.filter { lastReconciled - $0.value < Self.askAgainAfter }.keys
                queue = RunQueue(try ledger.openRuns(), only: only, setAside: stopped.union(asked))
            }
        }
        return report
    }

    /// Settles what a killed process had in hand, before anything is decided: a run that is about to be cancelled must
    /// not count as unsent what has arrived. One whose channel can't be asked now is left as it is.
    /// - Throws: what the ledger throws.
    public func recover() throws {
        for run in try ledger.openRuns() where run.hasBegun {
            guard try !ledger.leftClaimed(run: run.key).deliveries.isEmpty,
                let declaration = try ledger.declaration(of: run.key)
            else { continue }
            do {
                try RunSession(
                    run: run, declaration: declaration, outfitter: outfitter, ledger: ledger, zones: zones
                ).recover(now: clock.now())
            } catch let error where !(error is any LedgerFailure) {
                continue
            }
        }
    }

    private var isUp: Bool {
        if isStopped() { return true }
        guard let deadline else { return false }
        return clock.elapsed() >= deadline
    }

    private enum TurnEnd {
        case more
        /// What is left waits for a retry.
        case waiting
        /// The channel takes nothing more in this pass.
        case stopped
        case over
    }

    /// One slice of one run.
    private nonisolated(nonsending) func turn(
        _ run: OpenRun, sessions: inout [Int64: RunSession], paces: inout [String: Pace], report: inout RunnerReport,
        progress: (OpenRun) throws -> Void
    ) async throws -> TurnEnd {
        let session: RunSession
        if let known = sessions[run.key] {
            session = known
            // Another campaign of the channel may have been told meanwhile to leave it alone.
            if try isHeld(run, known.declaration, paces: paces, report: &report) {
                sessions[run.key] = nil
                return .waiting
            }
        } else {
            report.begin(run)
            do {
                guard let started = try start(run, paces: paces, report: &report) else { return .waiting }
                session = started
            } catch let error where !(error is any LedgerFailure) {
                // Cut short because the process is to end: that is no failure, and the next pass begins it.
                if isStopped(), !run.hasBegun { return .waiting }
                report.add(RunnerReport.Stop(campaignId: run.campaignId, reason: "\(error)"))
                // One that has begun keeps what it has, and the next pass tries again.
                if case RunnerError.channelUnavailable = error { return .stopped }
                guard !run.hasBegun else { return .stopped }
                try ledger.fail(run: run.key, at: clock.now(), reason: "\(error)")
                return .over
            }
            sessions[run.key] = session
        }
        let channelId = session.declaration.channel.id
        if paces[channelId] == nil {
            paces[channelId] = session.declaration.channel.pace.map(Pace.init(messagesPerSecond:))
        }
        let end =
            switch session.channel {
            case .batches(let channel):
                try await slice(session, channel, pace: &paces[channelId], report: &report, progress: progress)
            case .messages(let channel):
                try await slice(session, channel, pace: &paces[channelId], report: &report, progress: progress)
            }
        if end != .more { sessions[run.key] = nil }
        return end
    }

    /// Begins a run, or takes it up where an earlier process left it; nil where quiet hours or its channel hold it back.
    private func start(
        _ run: OpenRun, paces: [String: Pace], report: inout RunnerReport
    ) throws -> RunSession? {
        let now = clock.now()
        guard let declaration = try ledger.declaration(of: run.key) else { throw RunnerError.declarationLost }
        if let release = try QuietTime(declaration.campaign, zones: zones)?.release(at: now) {
            report.expect(RunnerReport.Outlook(deferral: .quietHours(until: release)), of: run)
            return nil
        }
        if try isHeld(run, declaration, paces: paces, report: &report) { return nil }
        var session = try RunSession(
            run: run, declaration: declaration, outfitter: outfitter, ledger: ledger, zones: zones)
        if run.hasBegun {
            session.beganAt = try ledger.execution(of: run.key)?.beganAt ?? now
            try session.recover(now: now)
        } else {
            let isByEvents = run.trigger == .event
            let audience =
                isByEvents
                ? outfitter.audience(for: declaration, events: try ledger.events(of: run.key), at: now)
                : outfitter.audience(for: declaration, at: now)
            let limit = declaration.campaign.targetAudience.guard
            try ledger.begin(
                run: run.key, at: now, enroll: { try audience.forEach($0) },
                // How many events come says nothing of the next time.
                accept: { try limit?.accept(audience: $0, last: isByEvents ? nil : $1) })
            session.beganAt = now
        }
        let pending = try ledger.execution(of: run.key)?.deliveries.pending ?? 0
        report.expect(RunnerReport.Outlook(finishBy: session.forecast(pending: pending, now: now)), of: run)
        return session
    }

    /// Whether the run's channel is to be left alone.
    private func isHeld(
        _ run: OpenRun, _ declaration: CampaignDeclaration, paces: [String: Pace], report: inout RunnerReport
    ) throws -> Bool {
        // What this pass itself has sent there is known better than by the second.
        let isPacedHere = paces[declaration.channel.id] != nil
        guard let hold = try ledger.hold(of: declaration.channel.id, at: clock.now()),
            hold.reason != nil || !isPacedHere
        else { return false }
        report.expect(RunnerReport.Outlook(deferral: Deferral(hold)), of: run)
        return true
    }

    private nonisolated(nonsending) func slice(
        _ session: RunSession, _ channel: any BatchChannel, pace: inout Pace?, report: inout RunnerReport,
        progress: (OpenRun) throws -> Void
    ) async throws -> TurnEnd {
        for _ in 0..<Self.batchesInSlice {
            if isUp { return .more }
            try expire(session, now: clock.now())
            let end = try await session.sendBatch(by: channel, pace: &pace, clock: clock)
            guard end == .more else { return try conclude(session, end, now: clock.now(), report: &report) }
            try progress(session.run)
        }
        return .more
    }

    private nonisolated(nonsending) func slice(
        _ session: RunSession, _ channel: any MessageChannel, pace: inout Pace?, report: inout RunnerReport,
        progress: (OpenRun) throws -> Void
    ) async throws -> TurnEnd {
        let now = clock.now()
        let wasExpired = isExpired(session, at: now)
        try expire(session, now: now)
        let began = clock.elapsed()
        let end = try await MessageStream(session: session, channel: channel, clock: clock).run(
            pace: &pace,
            goesOn: {
                // What expires meanwhile is for the next slice to settle; of what had expired before nothing is left.
                let isExpiring = !wasExpired && isExpired(session, at: clock.now())
                return !isUp && !isExpiring && clock.elapsed() - began < Self.streamSlice
            },
            progress: { try progress(session.run) })
        return try conclude(session, end, now: clock.now(), report: &report)
    }

    private func isExpired(_ session: RunSession, at now: Instant) -> Bool {
        session.expiry.map { now > $0 } ?? false
    }

    /// Nothing may be under way.
    private func expire(_ session: RunSession, now: Instant) throws {
        guard isExpired(session, at: now) else { return }
        try ledger.expire(run: session.run.key, at: now, reason: "unsent after expireAfter")
    }

    private func conclude(
        _ session: RunSession, _ end: RunSession.BatchEnd, now: Instant, report: inout RunnerReport
    ) throws -> TurnEnd {
        switch end {
        case .more:
            return .more
        case .held(let hold):
            report.expect(RunnerReport.Outlook(deferral: Deferral(hold)), of: session.run)
            return .waiting
        case .stopped(let reason):
            report.add(RunnerReport.Stop(campaignId: session.run.campaignId, reason: reason))
            return .stopped
        case .idle:
            return try close(session, now: now, report: &report) ? .over : .waiting
        }
    }

    /// Ends a run in which nobody is pending any more; false where somebody is.
    private func close(_ session: RunSession, now: Instant, report: inout RunnerReport) throws -> Bool {
        guard try ledger.execution(of: session.run.key)?.deliveries.pending == 0 else { return false }
        let status = try ledger.finish(run: session.run.key, at: now)
        if status == .failed || status == .partial { report.hasFailures = true }
        return true
    }
}
