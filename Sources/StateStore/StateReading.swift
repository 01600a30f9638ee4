import CampaignModel
import Foundation
internal import GRDB
import Reconciliation
import ScheduleEngine

/// The questions of `RecordedState`, answered by whatever can open the file for reading.
protocol StateReading: RecordedState {
    func read<Value>(_ body: (Database) throws -> Value) throws(StateError) -> Value
}

extension StateReading {
    public func passMemory() throws(StateError) -> PassMemory { try read { try PassMemory.fetch(in: $0) } }
    public func diagnostics(of path: String) throws(StateError) -> [Diagnostic] {
        try read { try TreeFiles.diagnostics(of: path, in: $0) }
    }

    public func diagnostics(
        unsettledOnly: Bool
    ) throws(StateError) -> [(path: String, found: [Diagnostic])] {
        try read { try TreeFiles.diagnostics(unsettledOnly: unsettledOnly, in: $0) }
    }
    public func allRecords() throws(StateError) -> [CampaignRecord] { try read { try CampaignRecords.all(in: $0) } }
    public func knownIds() throws(StateError) -> Set<String> { try read { try CampaignRecords.ids(in: $0) } }
    public func decidedRuns() throws(StateError) -> [String: Int] {
        try read { try CampaignRecords.decidedRuns(in: $0) }
    }
    public func nextDue() throws(StateError) -> (campaignId: String, at: Instant)? {
        try read { try CampaignRecords.nextDue(in: $0) }
    }
    public func openRuns() throws(StateError) -> [OpenRun] { try read { try RunQueries.open(in: $0) } }
    public func overviews() throws(StateError) -> [CampaignOverview] { try read { try CampaignOverviews.all(in: $0) } }

    public func declarations(of ids: [String]) throws(StateError) -> [String: CampaignDeclaration] {
        try read { try CampaignOverviews.declarations(of: ids, in: $0) }
    }

    public func admitting<Value>(
        to declaration: CampaignDeclaration, at now: Instant,
        _ body: ((Enrollment) throws -> Enrollment) throws -> Value
    ) throws -> Value {
        try read { db in
            let admission = try Admission(db, declaration, at: now)
            do {
                return Result<Value, any Error>.success(try body(admission.admit))
            } catch let error where !(error is DatabaseError) {
                return .failure(error)
            }
        }.get()
    }

    public func hold(of channel: String, at now: Instant) throws(StateError) -> ChannelHold? {
        try read { try ChannelQueries(db: $0).hold(of: channel, at: now) }
    }

    public func zoneRules() throws(StateError) -> [Int64: [UInt8]] {
        try read { db in
            var files: [Int64: [UInt8]] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT fingerprint, tzif FROM zone_rules")
            while let row = try rows.next() { files[row[0]] = Array(row[1] as Data) }
            return files
        }
    }

    public func dueRecords(at now: Instant) throws(StateError) -> [CampaignRecord] {
        try read { try CampaignRecords.due(at: now, in: $0) }
    }

    public func accepted(_ id: String) throws(StateError) -> AcceptedCampaign? {
        try read { try AcceptedCampaign.fetch(id, in: $0) }
    }

    public func deletedRecord(_ id: String) throws(StateError) -> CampaignRecord? {
        try read { try CampaignRecords.one(id, deleted: true, in: $0) }
    }

    public func record(_ id: String) throws(StateError) -> CampaignRecord? {
        try read { try CampaignRecords.one(id, deleted: false, in: $0) }
    }

    public func standings(of declarations: [CampaignDeclaration]) throws(StateError) -> [DeclarationStanding] {
        try read { try DeclarationStandings.of(declarations, in: $0) }
    }

    public func files(in buckets: [Int]) throws(StateError) -> [StoredFile] {
        try read { try TreeFiles.all(in: buckets, of: $0) }
    }

    public func scheduled(for audiences: Set<Int64>) throws(StateError) -> [RecordedSchedule] {
        try read { db in try audiences.sorted().flatMap { try RecordedSchedule.all(for: $0, in: db) } }
    }

    public func paths(declaring campaignId: String) throws(StateError) -> [String] {
        try read { try TreeFiles.paths(declaring: campaignId, in: $0) }
    }

    public func declaration(of run: Int64) throws(StateError) -> CampaignDeclaration? {
        try read { try RunQueries.declaration(of: run, in: $0) }
    }

    public func events(of run: Int64) throws(StateError) -> [Event] {
        try read { try EventQueries(db: $0).events(of: run) }
    }

    public func execution(of run: Int64) throws(StateError) -> ExecutionRecord? {
        try read { try RunQueries.execution(of: run, in: $0) }
    }

    public func execution(of campaignId: String, scheduledFor: Instant) throws(StateError) -> ExecutionRecord? {
        try read { try RunQueries.execution(of: campaignId, scheduledFor: scheduledFor, in: $0) }
    }

    public func lastAudience(of campaignId: String, before scheduledFor: Instant) throws(StateError) -> Int? {
        try read { try RunQueries.lastAudience(of: campaignId, before: scheduledFor, in: $0) }
    }

    public func decisions(
        of campaignId: String, from: Instant, through: Instant
    ) throws(StateError) -> [Backfill.Recorded] {
        try read { try BackfillWriter.recorded(of: campaignId, from: from, through: through, in: $0) }
    }

    public func history(of campaignId: String, limit: Int) throws(StateError) -> [ExecutionRecord] {
        try read { db in
            let runs = try RunQueries.history(of: campaignId, limit: limit, in: db)
            let tests = try TestQueries.history(of: campaignId, limit: limit, in: db)
            guard !tests.isEmpty else { return runs }
            // Stable: of one instant, the run before the tests, and those the newest first.
            return Array((runs + tests).sorted { $0.scheduledFor > $1.scheduledFor }.prefix(limit))
        }
    }

    public func troubledCampaigns(since: Instant, limit: Int) throws(StateError) -> [TroubledCampaign] {
        try read { try TroubleQueries.campaigns(since: since, limit: limit, in: $0) }
    }

    public func lastDelivery(of campaignId: String, to recipient: String) throws(StateError) -> RecordedDelivery? {
        try read { try RecordedDelivery.last(of: campaignId, to: recipient, in: $0) }
    }

    public func triggered() throws(StateError) -> [TriggeredCampaign] {
        try read { try EventQueries(db: $0).triggered() }
    }
    public func firstApplied(of campaignId: String) throws(StateError) -> Instant? {
        try read { try EventQueries(db: $0).firstApplied(of: campaignId) }
    }

    public func areTaken(events ids: [String]) throws(StateError) -> [Bool] {
        try read { try EventQueries(db: $0).areTaken(ids) }
    }

    public func dueMessages(at now: Instant, limit: Int) throws(StateError) -> [DueMessages] {
        try read { try EventQueries(db: $0).due(at: now, limit: limit) }
    }

    public func owed() throws(StateError) -> [String: Instant] { try read { try EventQueries(db: $0).owed() } }
    public func decided(of campaignId: String, at instant: Instant) throws(StateError) -> Instant? {
        try read { try EventQueries(db: $0).decided(of: campaignId, at: instant) }
    }

    public func events(_ keys: [Int64]) throws(StateError) -> [Event] {
        try read { try EventQueries(db: $0).events(keys) }
    }
    public func lastEvents(
        of user: String, in campaignId: String, limit: Int
    ) throws(StateError) -> [RecordedEvent] {
        try read { try RecordedEvent.last(of: user, in: campaignId, limit: limit, db: $0) }
    }

    public func spoolMarks() throws(StateError) -> [String: SpoolMark] {
        try read { try SpoolMark.fetchAll(in: $0) }
    }

    public func triedCampaigns() throws(StateError) -> Set<String> { try read { try TestQueries.tried(in: $0) } }
    public func wasTried(_ campaignId: String) throws(StateError) -> Bool {
        try read { try TestQueries.wasTried(campaignId, in: $0) }
    }

    public func firstBeginning(after moment: Instant) throws(StateError) -> Instant? {
        try read { try FigureQueries.firstBeginning(after: moment, in: $0) }
    }
    public func figures() throws(StateError) -> RecordedFigures { try read { try FigureQueries.all(in: $0) } }

    public func totals(since: Instant, through: Instant) throws(StateError) -> PeriodTotals {
        try read { try RunQueries.totals(since: since, through: through, in: $0) }
    }
}
