import CampaignModel
import Reconciliation
import ScheduleEngine

/// A campaign as the endpoint holds it ready: what was worked out of it, and until when that holds.
struct CampaignRow {
    let id: String
    let type: CampaignType
    /// Whose clock it goes by.
    let zone: String
    private(set) var entry: CampaignCatalog.Entry
    private(set) var nextRun: Instant?
    private(set) var status: CampaignStatus = .active
    /// As the list has it; nil where nobody has asked for it since it changed.
    private var listed: [UInt8]?
    /// Nothing of the above changes from the first to the second moment, as long as neither file nor state do.
    private var holds: ClosedRange<Instant>?

    /// It is looked at before others: a run is open, or something failed.
    private(set) var isPressing = false

    init(_ entry: CampaignCatalog.Entry) {
        id = entry.declaration.campaign.campaignId
        type = entry.declaration.campaign.type
        zone = ScheduleTerms(entry.declaration).zone
        self.entry = entry
        // Whom it goes to and what is said is for passes; ten thousand times it would be much to keep.
        self.entry.declaration.templates = [:]
        self.entry.declaration.source = nil
        self.entry.declaration.exclude = []
        self.entry.declaration.suppression = []
        self.entry.declaration.noticeChannels = nil
    }

    /// What was recorded since.
    mutating func update(_ overview: CampaignOverview) {
        guard entry.overview != overview else { return }
        entry.overview = overview
        entry.moved = nil
        forget()
    }

    mutating func update(_ placed: CampaignCatalog.Entry) {
        entry.moved = placed.moved
        entry.lacksZone = placed.lacksZone
        forget()
    }

    private mutating func forget() {
        listed = nil
        holds = nil
    }

    /// Brings it to this moment.
    mutating func advance(to now: Instant, zones: any ZoneProvider) {
        guard holds?.contains(now) != true else { return }
        let next = entry.nextRun(now: now, zones: zones)
        let shown = entry.status(now: now, nextRun: next)
        if next != nextRun || shown != status { listed = nil }
        nextRun = next
        status = shown
        isPressing = shown == .failed || entry.overview.map { $0.openRuns > 0 || $0.lastRunFailed } ?? false
        holds = now...max(now, lastMoment(after: now))
    }

    /// What comes next stays the next until it has come, and what is scheduled stays so until it begins.
    private func lastMoment(after now: Instant) -> Instant {
        var last = nextRun ?? .latest
        if let start = entry.declaration.campaign.schedule.startDateTime, start > now {
            last = min(last, start - TimeSpan(seconds: 1))
        }
        return last
    }

    /// Only after it was brought to the moment.
    mutating func listed(now: Instant) throws -> [UInt8] {
        if let listed { return listed }
        let json = try document(now: now, isWhole: false)
        listed = json
        return json
    }

    /// Only after it was brought to the moment.
    func whole(now: Instant) throws -> [UInt8] { try document(now: now, isWhole: true) }

    private func document(now: Instant, isWhole: Bool) throws -> [UInt8] {
        try JSONOutput.bytes(CampaignDocument(entry, now: now, nextRun: nextRun, isWhole: isWhole))
    }
}
