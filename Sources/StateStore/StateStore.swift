public import CampaignModel
internal import GRDB
import Reconciliation
public import ScheduleEngine

/// The state file, open for one run: what was decided, and the ledger of deliveries. Holds the file's lock for as long as
/// it lives. One method is one transaction, durable when it returns.
public final class StateStore: StateReading {
    public let path: String
    private let lock: StateLock
    private let queue: DatabaseQueue

    /// Takes the lock, opens the file (and makes it where there is none) and brings it up to date.
    /// - Throws: `StateError`: `.locked` where another run holds it.
    public init(path: String) throws(StateError) {
        self.path = path
        try StateFolder.make(for: path)
        lock = try StateLock(statePath: path)
        queue = try StateFile.openForWriting(path: path)
    }

    // These three are the ledger's questions too; what an internal protocol's extension answers is not seen outside.

    /// Decided runs that are not finished, in the order they are executed.
    public func openRuns() throws(StateError) -> [OpenRun] {
        try read { try RunQueries.open(in: $0) }
    }

    /// The declaration a run began with; for one that waits, the one it would begin with now.
    public func declaration(of run: Int64) throws(StateError) -> CampaignDeclaration? {
        try read { try RunQueries.declaration(of: run, in: $0) }
    }

    public func execution(of run: Int64) throws(StateError) -> ExecutionRecord? {
        try read { try RunQueries.execution(of: run, in: $0) }
    }

    public func events(of run: Int64) throws(StateError) -> [Event] {
        try read { try EventQueries(db: $0).events(of: run) }
    }

    /// Takes events, each once by its id, and stores what each owes, together with how far the files are taken that they
    /// came from.
    /// - Returns: How many were new.
    public func take(
        _ events: [Event], for table: TriggerTable, marks: [SpoolMark], at now: Instant
    ) throws(StateError) -> Int {
        try write { try EventWriter(db: $0).take(events, for: table, marks: marks, at: now) }
    }

    /// These files of the spool folder are gone.
    public func forget(spoolFiles names: [String]) throws(StateError) {
        try write { try EventWriter(db: $0).forget(names) }
    }

    /// Decides what has come due of what events owe, before anything of it is sent. Costs next to nothing where that is
    /// nothing.
    /// - Parameters:
    ///   - only: the campaigns to look at; nil for all.
    ///   - limit: at most so many messages of each campaign; the next look takes those that are left.
    public func decideEvents(at now: Instant, only: Set<String>?, limit: Int) throws(StateError) -> [EventPlan] {
        let due = try dueMessages(at: now, limit: limit).filter { only?.contains($0.record.campaignId) != false }
        guard !due.isEmpty else { return [] }
        return try write { try EventDecider(db: $0).decide(due, at: now) }
    }

    /// Stores all that a pass decided, before anything is sent.
    public func apply(_ commit: PassCommit) throws(StateError) {
        let writing = { try self.queue.write { try PassWriter(db: $0, commit: commit).write() } }
        do {
            // Each campaign is a page or two.
            if commit.plans.count > 200 { try StateFile.withLargeCache(queue, writing) } else { try writing() }
        } catch {
            throw .wrapping(error, path: path)
        }
    }

    /// Stores a backfill: its runs wait to begin from now on.
    public func store(_ backfill: Backfill, of campaignId: String, at now: Instant) throws(StateError) {
        try write { try BackfillWriter(db: $0).write(backfill, of: campaignId, at: now) }
    }

    /// Begins a run: fixes its declaration and its audience, all of it or nothing. An error that `enroll` throws comes
    /// out as it is, and leaves the run unbegun.
    public func begin(
        run: Int64, at now: Instant, enroll: ((Enrollment) throws -> Void) throws -> Void,
        accept: (_ audience: Int, _ lastAudience: Int?) throws -> Void
    ) throws {
        do {
            try queue.write { try RunWriter(db: $0).begin(run: run, at: now, enroll: enroll, accept: accept) }
        } catch let error as DatabaseError {
            throw StateError.wrapping(error, path: path)
        }
    }

    /// Records a run that could not begin.
    public func fail(run: Int64, at now: Instant, reason: String) throws(StateError) {
        try write { try RunWriter(db: $0).fail(run: run, at: now, reason: reason) }
    }

    /// Durably takes up to `limit` recipients in hand, after settling others.
    public func claim(
        run: Int64, limit: Int, now: Instant, marker: String?, credit: Int64?, settling: [Settlement]
    ) throws(StateError) -> [ClaimedDelivery] {
        try write {
            let writer = RunWriter(db: $0)
            if !settling.isEmpty { try writer.settle(run: run, settling, now: now) }
            return try writer.claim(run: run, limit: limit, now: now, marker: marker, credit: credit)
        }
    }

    /// Slots of an hourly limit that a claim of this very moment spent on what did not leave.
    public func giveBack(run: Int64, slots: Int, now: Instant) throws(StateError) {
        try write { try RunWriter(db: $0).giveBack(run: run, slots: slots, now: now) }
    }

    /// What an hourly limit has to go by.
    public func balance(run: Int64, now: Instant) throws(StateError) -> SlotBalance {
        try read { try RunWriter(db: $0).balance(run: run, now: now) }
    }

    /// What an earlier process had in hand when it ended, and where the channel stood when it took it.
    public func leftClaimed(run: Int64) throws(StateError) -> (deliveries: [ClaimedDelivery], marker: String?) {
        try read { db in
            let marker = try String.fetchOne(db, sql: "SELECT marker FROM run WHERE occurrence = ?", arguments: [run])
            return (try RunWriter(db: db).leftClaimed(run: run), marker)
        }
    }

    public func settle(run: Int64, _ settlements: [Settlement], now: Instant) throws(StateError) {
        try write { try RunWriter(db: $0).settle(run: run, settlements, now: now) }
    }

    /// The channel takes nothing until then, in this pass and in later ones.
    public func hold(channel: String, _ hold: ChannelHold) throws(StateError) {
        try write { try ChannelQueries(db: $0).hold(channel, hold) }
    }

    /// What holds the channel at this moment.
    public func hold(of channel: String, at now: Instant) throws(StateError) -> ChannelHold? {
        try read { try ChannelQueries(db: $0).hold(of: channel, at: now) }
    }

    /// Of these recipients those who have had as many messages on the run's channel as `cap` allows.
    public func recipients(
        over cap: FrequencyCap, of recipients: [String], run: Int64, now: Instant
    ) throws(StateError) -> Set<String> {
        try read { try ChannelQueries(db: $0).recipients(over: cap, of: recipients, run: run, now: now) }
    }

    /// Settles everybody who still waits as expired.
    public func expire(run: Int64, at now: Instant, reason: String) throws(StateError) {
        try write { try RunWriter(db: $0).expire(run: run, reason: reason, at: now) }
    }

    /// Ends a run in which nothing is pending, after counting its ledger anew.
    public func finish(run: Int64, at now: Instant) throws(StateError) -> ExecutionStatus {
        try write { try RunCloser(db: $0).finish(run: run, at: now) }
    }

    /// Records whom a test is about to go to, before anything leaves.
    /// - Parameter isFree: whether nothing else has this label already, such as a file in an outbox.
    public func beginTest(
        of campaignId: String, to recipients: [Enrollment], at now: Instant, isFree: (String) -> Bool
    ) throws(StateError) -> CampaignTest {
        try write { try TestWriter(db: $0).begin(campaignId, recipients, at: now, isFree: isFree) }
    }

    /// Durably takes one recipient of a test in hand.
    public func claim(test: CampaignTest, recipient: String) throws(StateError) {
        try write { try TestWriter(db: $0).claim(test.key, recipient) }
    }

    /// - Parameter refused: the channel, and an address of it that its other side will never accept.
    public func settle(
        test: CampaignTest, recipient: String, as state: DeliveryState, reason: String?, wasHanded: Bool,
        refused: (channel: String, address: String)?
    ) throws(StateError) {
        try write { db in
            try TestWriter(db: db).settle(test.key, recipient, as: state, reason: reason, wasHanded: wasHanded)
            if let refused {
                try ChannelQueries(db: db).refuse(
                    refused.address, on: refused.channel, reason: reason ?? "", at: test.at)
            }
        }
    }

    public func finish(test: CampaignTest, at now: Instant) throws(StateError) {
        try write { try TestWriter(db: $0).finish(test.key, at: now) }
    }

    /// News of runs that may go now, or was in a killed process's hands, the oldest first.
    public func openNotices(at now: Instant) throws(StateError) -> [(notice: Notice, isClaimed: Bool)] {
        try read { try NoticeWriter(db: $0).open(at: now) }
    }

    /// Durably takes a notice in hand.
    /// - Parameter marker: where the channel stands.
    public func claim(notice: Int64, marker: String?) throws(StateError) {
        try write { try NoticeWriter(db: $0).claim(notice, marker: marker) }
    }

    public func settle(notice: Settlement, now: Instant) throws(StateError) {
        try write { try NoticeWriter(db: $0).settle(notice, now: now) }
    }

    /// Ends the tests of processes that were killed: the lock says that none is under way.
    public func endAbandonedTests(at now: Instant) throws(StateError) {
        guard try read({ try TestWriter(db: $0).hasOpen() }) else { return }
        try write { try TestWriter(db: $0).endOpen(at: now) }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(StateError) -> Value {
        // Nobody else writes while the lock is held, so that a question needs no transaction around it.
        do { return try queue.unsafeRead(body) } catch { throw .wrapping(error, path: path) }
    }

    private func write<Value>(_ body: (Database) throws -> Value) throws(StateError) -> Value {
        do { return try queue.write(body) } catch { throw .wrapping(error, path: path) }
    }
}
