import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore
import StatusPages

/// The pages for people, made of what `list`, `upcoming`, `history` and `stats` go by.
struct PageView {
    /// Of a campaign, what decides where and whether it is shown. There may be ten thousand of them, so that it holds
    /// nothing but numbers.
    struct Row: Sendable {
        /// Of the campaign among all, by id.
        var place: Int
        var nextRun: Instant?
        var status: CampaignStatus
        /// It is looked at before others.
        var isPressing: Bool
    }

    /// All campaigns, by id.
    struct Index: Sendable {
        let ids: [String]
        let rows: [Row]

        init(_ all: inout CampaignRows) {
            ids = all.ids
            var rows: [Row] = []
            rows.reserveCapacity(all.count)
            for place in 0..<all.count {
                rows.append(
                    Row(
                        place: place, nextRun: all.nextRun(place), status: all.status(place),
                        isPressing: all.isPressing(place)))
            }
            self.rows = rows
        }
    }

    let facts: PassFacts
    let recorded: any RecordedState
    /// As it is at `facts.now`.
    let index: Index
    /// What keeps files from being taken note of.
    let faults: TreeFaults
    /// The campaigns of these ids, but those that are gone meanwhile.
    let entries: ([String]) throws -> [String: CampaignCatalog.Entry]
    /// Of so long, up to `facts.now`.
    let totals: (TimeSpan) throws -> PeriodTotals

    /// HTML; nil where there is no page of this path.
    /// - Parameters:
    ///   - path: `/` and what follows, percent-decoded.
    ///   - skip: so many campaigns are passed over by the overview; 0 or more.
    func page(at path: String, skip: Int) throws -> String? {
        if path == "/" { return try OverviewView(self).page(skip: skip).html() }
        let prefix = "/campaigns/"
        guard path.hasPrefix(prefix) else { return nil }
        return try CampaignView(self).page(of: String(path.dropFirst(prefix.count)))?.html()
    }

    func summary(_ row: Row, _ entry: CampaignCatalog.Entry, history: [ExecutionRecord]) -> CampaignSummary {
        let overview = entry.overview
        let campaign = entry.declaration.campaign
        return CampaignSummary(
            id: campaign.campaignId, name: campaign.campaignName, type: campaign.type, status: row.status,
            nextRun: row.nextRun, zone: zone(ScheduleTerms(entry.declaration).zone),
            runCount: overview?.runCount ?? 0, sent: overview?.messagesSent ?? 0, delivered: overview?.delivered ?? 0,
            history: history)
    }

    func zone(_ identifier: String) -> ZoneRules? { try? facts.zones.rules(for: identifier) }

    // MARK: Days to come

    private var horizon: Instant { facts.now + .days(7) }

    func runsInDays(_ row: Row) -> Bool { row.nextRun.map { $0 < horizon } ?? false }

    /// Nil where nothing of it comes by the clock in the next 7 days.
    func lane(_ row: Row, _ entry: CampaignCatalog.Entry) -> TimelineLane? {
        guard let next = row.nextRun, next < horizon else { return nil }
        let campaign = entry.declaration.campaign
        var upcoming = [UpcomingStretch(first: next, last: next, count: 1)]
        // What events owe is known as far as the first of it.
        if campaign.type != .triggerBased, let outlook = Outlook(entry, now: facts.now, zones: facts.zones) {
            upcoming = UpcomingStretch.merged(
                outlook.occurrences(through: horizon - TimeSpan(seconds: 1), count: nil))
        }
        let quiet = try? QuietTime(campaign, zones: facts.zones)
        return TimelineLane(
            campaignId: campaign.campaignId, name: campaign.campaignName,
            zone: zone(ScheduleTerms(entry.declaration).zone),
            upcoming: upcoming, quiet: quiet?.stretches(from: facts.now, through: horizon) ?? [],
            quietHours: quiet == nil ? nil : Self.quietHours(campaign))
    }

    static func quietHours(_ campaign: Campaign) -> String? {
        guard let quiet = campaign.deliverySettings.quietHours, quiet.enabled != false else { return nil }
        let zone = quiet.timezone ?? campaign.schedule.recurring?.timezone ?? "UTC"
        return "\(quiet.start)–\(quiet.end) \(zone == "recipient" ? "in each recipient’s own zone" : zone)"
    }
}
