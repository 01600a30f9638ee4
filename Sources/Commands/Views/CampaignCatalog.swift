import CampaignFiles
import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore

/// Every campaign that there is to show: those the tree declares, those it can't say anything of at the moment (their file
/// has an error) by the declaration last accepted, each with what the state file knows of it.
struct CampaignCatalog {
    struct Entry {
        var declaration: CampaignDeclaration
        /// Nil where no pass has seen it yet.
        var overview: CampaignOverview?
        /// What a change of its zone's rules has moved.
        var moved: MovedTimes?
        /// The tz database has no such zone: when it runs can't be said.
        var lacksZone = false
    }

    let facts: PassFacts
    let recorded: any RecordedState
    /// That a campaign was never tested holds nobody back from trying it.
    var takesAllAsTried = false

    /// By id.
    func entries() throws -> [Entry] { try contents().entries }

    /// By id, with the zone that `_defaults.yaml` names.
    func contents() throws -> (entries: [Entry], timezone: String?) {
        let overviews = try recorded.overviews()
        let scan: TreeScan
        do {
            scan = try TreeScanner.scan(root: facts.root)
        } catch {
            // The state file alone still knows what is in force.
            guard !overviews.isEmpty else { throw error }
            return (try entries(tree: nil, overviews: overviews), nil)
        }
        let tree = try DeclaredTree(scan, facts: facts, recorded: recorded, takesAllAsTried: takesAllAsTried)
        tree.sayFaults(root: facts.root)
        return (try entries(tree: tree, overviews: overviews), tree.timezone)
    }

    /// By id.
    /// - Parameter tree: Nil where it can't be read.
    func entries(tree: DeclaredTree?, overviews: [CampaignOverview]) throws -> [Entry] {
        let byId = Dictionary(overviews.map { ($0.campaignId, $0) }, uniquingKeysWith: { first, _ in first })
        var entries = (tree?.declared ?? []).map {
            Entry(declaration: $0, overview: byId[$0.campaign.campaignId])
        }
        let shown = Set(entries.map(\.declaration.campaign.campaignId))
        let others = try overviews.filter { overview in
            guard !shown.contains(overview.campaignId) else { return false }
            return try tree?.change.lacks(campaignId: overview.campaignId, file: overview.file) != true
        }
        for (id, declaration) in try recorded.declarations(of: others.map(\.campaignId)) {
            entries.append(Entry(declaration: declaration, overview: byId[id]))
        }
        entries.sort(by: Self.byId)
        try place(&entries)
        return entries
    }

    /// Says of each what a change of its zone's rules has moved.
    func place(_ entries: inout [Entry]) throws {
        let past = RecordedPast(recorded)
        var missing: Set<String> = []
        var shifted: [Int] = []
        for index in entries.indices {
            let zone = ScheduleTerms(entries[index].declaration).zone
            guard let rules = try? facts.zones.rules(for: zone) else {
                missing.insert(zone)
                entries[index].lacksZone = true
                continue
            }
            guard let overview = entries[index].overview else { continue }
            if overview.zoneRules ?? rules.fingerprint != rules.fingerprint || !overview.repeatedTimes.isEmpty {
                shifted.append(index)
            }
        }
        let accepted = try recorded.declarations(of: shifted.map { entries[$0].declaration.campaign.campaignId })
        for index in shifted {
            let terms = ScheduleTerms(entries[index].declaration)
            guard let overview = entries[index].overview, let stored = accepted[overview.campaignId],
                let rules = try? facts.zones.rules(for: terms.zone)
            else { continue }
            entries[index].moved = MovedTimes(
                of: overview.campaignId, from: ScheduleTerms(stored), decidedBy: overview.zoneRules,
                through: overview.evaluatedThrough, to: terms, by: rules, known: overview.repeatedTimes, past: past)
        }
        try past.confirm()
        if !missing.isEmpty {
            StandardError.write(
                "campanile: the time zone database has no \(missing.sorted().joined(separator: ", ")): when campaigns there "
                    + "run can't be said\n")
        }
    }

    /// - Throws: `UnknownCampaign` where none has this id.
    func entry(_ id: String) throws -> Entry {
        let all = try entries()
        guard let found = all.first(where: { $0.declaration.campaign.campaignId == id }) else {
            throw UnknownCampaign(id: id, nearest: nearest(id, among: all.map(\.declaration.campaign.campaignId)))
        }
        return found
    }

    func requireAll(_ ids: [String]) throws {
        let all = try entries().map(\.declaration.campaign.campaignId)
        for id in ids where !all.contains(id) { throw UnknownCampaign(id: id, nearest: nearest(id, among: all)) }
    }

    private func nearest(_ id: String, among ids: [String]) -> String? { NearestName.of(id, among: ids) }

    private static func byId(_ a: Entry, _ b: Entry) -> Bool {
        a.declaration.campaign.campaignId < b.declaration.campaign.campaignId
    }
}

extension CampaignCatalog.Entry {
    /// The next occurrence at or after `now`, or when the first message that an event owes is due; nil where none can come or the campaign isn't active.
    /// Nil too where the zone's rules can't be had.
    func nextRun(now: Instant, zones: any ZoneProvider) -> Instant? {
        if declaration.campaign.type == .triggerBased {
            return declaration.campaign.status == .active ? overview?.nextOwed : nil
        }
        return Outlook(self, now: now, zones: zones)?.occurrences(through: .latest, count: 1).first { _ in true }
    }

    /// What people are shown: what is declared, and what has come of it.
    func status(now: Instant, nextRun: Instant?) -> CampaignStatus {
        let campaign = declaration.campaign
        switch campaign.status {
        case .draft: return .draft
        case .paused: return .paused
        case .cancelled: return .cancelled
        case .active: break
        }
        if campaign.type == .triggerBased || lacksZone { return .active }
        if nextRun == nil, overview?.openRuns ?? 0 == 0 {
            return overview?.lastRunFailed == true ? .failed : .completed
        }
        switch campaign.type {
        case .oneTime: return nextRun == nil ? .active : .scheduled
        case .recurring, .triggerBased:
            return (campaign.schedule.startDateTime ?? .earliest) > now ? .scheduled : .active
        }
    }
}
