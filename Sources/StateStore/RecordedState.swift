public import CampaignModel
public import Reconciliation
public import ScheduleEngine

/// What reconciling reads of the past: the same questions whether a run asks or someone who only looks.
public protocol RecordedState: Sendable {
    func passMemory() throws(StateError) -> PassMemory
    /// The files of these parts of the tree as they were last read.
    func files(in buckets: [Int]) throws(StateError) -> [StoredFile]
    /// The files that declared this campaign when they were last read.
    func paths(declaring campaignId: String) throws(StateError) -> [String]
    /// What was said of one file when it was last read.
    func diagnostics(of path: String) throws(StateError) -> [Diagnostic]
    /// Campaigns in force and active that run by the clock and have one of these audiences.
    func scheduled(for audiences: Set<Int64>) throws(StateError) -> [RecordedSchedule]
    /// What is known to be wrong with the files as they were last read, by path.
    /// - Parameter unsettledOnly: leave out the warnings that hold until their file changes.
    func diagnostics(unsettledOnly: Bool) throws(StateError) -> [(path: String, found: [Diagnostic])]
    /// The zone files that campaigns were decided by: fingerprint → the file.
    func zoneRules() throws(StateError) -> [Int64: [UInt8]]
    /// Campaigns in force with an occurrence due.
    func dueRecords(at now: Instant) throws(StateError) -> [CampaignRecord]
    /// The campaign that comes due first, and when.
    func nextDue() throws(StateError) -> (campaignId: String, at: Instant)?
    func allRecords() throws(StateError) -> [CampaignRecord]
    /// A campaign in force.
    func record(_ id: String) throws(StateError) -> CampaignRecord?
    /// A campaign in force, with its declaration last accepted.
    func accepted(_ id: String) throws(StateError) -> AcceptedCampaign?
    /// What is left of a deleted campaign.
    func deletedRecord(_ id: String) throws(StateError) -> CampaignRecord?
    /// What each declaration is to what was accepted before, in their order.
    func standings(of declarations: [CampaignDeclaration]) throws(StateError) -> [DeclarationStanding]
    /// Every id that was ever accepted.
    func knownIds() throws(StateError) -> Set<String>
    /// How many runs were decided of each campaign in force that `maxOccurrences` limits.
    func decidedRuns() throws(StateError) -> [String: Int]
    /// Decided runs that are not finished, in the order they are executed.
    func openRuns() throws(StateError) -> [OpenRun]
    /// The declaration a run began with; for one that waits, the one it would begin with now.
    func declaration(of run: Int64) throws(StateError) -> CampaignDeclaration?
    func execution(of run: Int64) throws(StateError) -> ExecutionRecord?
    func execution(of campaignId: String, scheduledFor: Instant) throws(StateError) -> ExecutionRecord?
    /// How many were in the audience of the campaign's last run that began, other than the one of this time.
    func lastAudience(of campaignId: String, before scheduledFor: Instant) throws(StateError) -> Int?
    /// Hands `body` what says who of an audience gets nothing for what was recorded: refused addresses, a frequency cap.
    /// What `body` throws comes out as it is; it may be called twice.
    func admitting<Value>(
        to declaration: CampaignDeclaration, at now: Instant,
        _ body: ((Enrollment) throws -> Enrollment) throws -> Value
    ) throws -> Value
    /// What holds the channel at this moment.
    func hold(of channel: String, at now: Instant) throws(StateError) -> ChannelHold?
    /// By id.
    func overviews() throws(StateError) -> [CampaignOverview]
    /// The declarations last accepted of campaigns in force, by id.
    func declarations(of ids: [String]) throws(StateError) -> [String: CampaignDeclaration]
    /// What was decided in this stretch, both ends inclusive, by scheduledFor.
    func decisions(of campaignId: String, from: Instant, through: Instant) throws(StateError) -> [Backfill.Recorded]
    /// Newest first.
    func history(of campaignId: String, limit: Int) throws(StateError) -> [ExecutionRecord]
    /// Campaigns in force of which runs that began after this moment left somebody without the message, or could not begin:
    /// the one whose last such run began last is the first.
    func troubledCampaigns(since: Instant, limit: Int) throws(StateError) -> [TroubledCampaign]
    /// What became of a recipient in the campaign's last run that began; nil where there is none, or he isn't in it.
    func lastDelivery(of campaignId: String, to recipient: String) throws(StateError) -> RecordedDelivery?
    /// The trigger-based campaigns in force that events may owe something by: those active, and those paused.
    func triggered() throws(StateError) -> [TriggeredCampaign]
    /// When a campaign in force was first applied.
    func firstApplied(of campaignId: String) throws(StateError) -> Instant?
    /// Of each of these ids, whether an event of it was taken.
    func areTaken(events ids: [String]) throws(StateError) -> [Bool]
    /// Campaigns in force that are active and owe messages which have come due, with some of these, the soonest due first.
    /// - Parameter limit: at most so many of each campaign.
    func dueMessages(at now: Instant, limit: Int) throws(StateError) -> [DueMessages]
    /// When the first message that a campaign owes comes due, by campaignId; whatever the campaign's status is.
    func owed() throws(StateError) -> [String: Instant]
    /// The end of what was decided of the campaign for that moment; nil where nothing was.
    func decided(of campaignId: String, at instant: Instant) throws(StateError) -> Instant?
    /// The events of which a run's audience is made, in the order that they were taken in.
    func events(of run: Int64) throws(StateError) -> [Event]
    /// Events by their numbers, in the order of these.
    func events(_ keys: [Int64]) throws(StateError) -> [Event]
    /// The last events of a user, the newest first, and what became of them in this campaign.
    func lastEvents(of user: String, in campaignId: String, limit: Int) throws(StateError) -> [RecordedEvent]
    /// How far files of the spool folder are taken, by name, where they are taken in part.
    func spoolMarks() throws(StateError) -> [String: SpoolMark]
    /// The campaigns of which something was sent already, in a run or as a test.
    func triedCampaigns() throws(StateError) -> Set<String>
    /// Whether something of this campaign was sent already, in a run or as a test.
    func wasTried(_ campaignId: String) throws(StateError) -> Bool
    /// Of the runs that began in (since, through].
    func totals(since: Instant, through: Instant) throws(StateError) -> PeriodTotals
    /// When the first run after this moment began.
    func firstBeginning(after moment: Instant) throws(StateError) -> Instant?
    func figures() throws(StateError) -> RecordedFigures
}

/// Where there is no state file: nothing has run yet.
public struct NothingRecorded: RecordedState {
    public init() {}

    public func passMemory() -> PassMemory {
        PassMemory(decidedThrough: nil, treeDigest: nil, treeBuckets: nil, zoneStamps: [:])
    }
    public func files(in buckets: [Int]) -> [StoredFile] { [] }
    public func paths(declaring campaignId: String) -> [String] { [] }
    public func scheduled(for audiences: Set<Int64>) -> [RecordedSchedule] { [] }
    public func diagnostics(of path: String) -> [Diagnostic] { [] }
    public func diagnostics(unsettledOnly: Bool) -> [(path: String, found: [Diagnostic])] { [] }
    public func zoneRules() -> [Int64: [UInt8]] { [:] }
    public func dueRecords(at now: Instant) -> [CampaignRecord] { [] }
    public func nextDue() -> (campaignId: String, at: Instant)? { nil }
    public func allRecords() -> [CampaignRecord] { [] }
    public func record(_ id: String) -> CampaignRecord? { nil }
    public func accepted(_ id: String) -> AcceptedCampaign? { nil }
    public func deletedRecord(_ id: String) -> CampaignRecord? { nil }
    public func standings(of declarations: [CampaignDeclaration]) throws(StateError) -> [DeclarationStanding] {
        do {
            return try declarations.map { .new(earlier: nil, try EncodedDeclaration($0)) }
        } catch {
            throw .wrapping(error, path: "")
        }
    }
    public func knownIds() -> Set<String> { [] }
    public func decidedRuns() -> [String: Int] { [:] }
    public func openRuns() -> [OpenRun] { [] }
    public func declaration(of run: Int64) -> CampaignDeclaration? { nil }
    public func execution(of run: Int64) -> ExecutionRecord? { nil }
    public func execution(of campaignId: String, scheduledFor: Instant) -> ExecutionRecord? { nil }
    public func lastAudience(of campaignId: String, before scheduledFor: Instant) -> Int? { nil }
    public func admitting<Value>(
        to declaration: CampaignDeclaration, at now: Instant,
        _ body: ((Enrollment) throws -> Enrollment) throws -> Value
    ) throws -> Value { try body { $0 } }
    public func hold(of channel: String, at now: Instant) -> ChannelHold? { nil }
    public func overviews() -> [CampaignOverview] { [] }
    public func declarations(of ids: [String]) -> [String: CampaignDeclaration] { [:] }
    public func decisions(of campaignId: String, from: Instant, through: Instant) -> [Backfill.Recorded] { [] }
    public func history(of campaignId: String, limit: Int) -> [ExecutionRecord] { [] }
    public func troubledCampaigns(since: Instant, limit: Int) -> [TroubledCampaign] { [] }
    public func lastDelivery(of campaignId: String, to recipient: String) -> RecordedDelivery? { nil }
    public func triggered() -> [TriggeredCampaign] { [] }
    public func firstApplied(of campaignId: String) -> Instant? { nil }
    public func areTaken(events ids: [String]) -> [Bool] { ids.map { _ in false } }
    public func dueMessages(at now: Instant, limit: Int) -> [DueMessages] { [] }
    public func owed() -> [String: Instant] { [:] }
    public func decided(of campaignId: String, at instant: Instant) -> Instant? { nil }
    public func events(of run: Int64) -> [Event] { [] }
    public func events(_ keys: [Int64]) -> [Event] { [] }
    public func lastEvents(of user: String, in campaignId: String, limit: Int) -> [RecordedEvent] { [] }
    public func spoolMarks() -> [String: SpoolMark] { [:] }
    public func triedCampaigns() -> Set<String> { [] }
    public func wasTried(_ campaignId: String) -> Bool { false }
    public func totals(since: Instant, through: Instant) -> PeriodTotals { PeriodTotals() }
    public func firstBeginning(after moment: Instant) -> Instant? { nil }
    public func figures() -> RecordedFigures { RecordedFigures() }
}
