import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore
import StatusPages
import StatusServer

/// What stands at `/`.
struct OverviewView {
    private let view: PageView

    init(_ view: PageView) { self.view = view }

    private var now: Instant { view.facts.now }
    private var recorded: any RecordedState { view.recorded }

    func page(skip: Int) throws -> OverviewPage {
        let all = view.index.rows
        let rows = all.filter(\.isPressing) + all.filter { !$0.isPressing }
        let most = OverviewPage.most
        // Beyond the last page there is nothing to see.
        let skip = min(max(0, skip), max(0, rows.count - 1) / most * most)
        let shown = rows.dropFirst(skip).prefix(most)
        let coming = all.filter(view.runsInDays)
        let soonest = coming.sorted { ($0.nextRun ?? .latest, $0.place) < ($1.nextRun ?? .latest, $1.place) }
            .prefix(OverviewPage.mostLanes)
        let open = try recorded.openRuns()
        let underWay = open.prefix(OverviewPage.mostRuns)
        let troubled = try recorded.troubledCampaigns(since: now - .days(7), limit: OverviewPage.mostRuns)
        func id(_ row: PageView.Row) -> String { view.index.ids[row.place] }
        let entries = try view.entries(
            shown.map(id) + soonest.map(id) + underWay.map(\.campaignId) + troubled.map(\.newest.campaignId))
        func name(_ id: String) -> String? { entries[id]?.declaration.campaign.campaignName }
        return OverviewPage(
            now: now, total: rows.count, active: rows.count { $0.status == .active }, skip: skip,
            campaigns: try shown.compactMap { row in
                guard let entry = entries[id(row)] else { return nil }
                return view.summary(row, entry, history: try history(of: entry))
            },
            lanes: soonest.compactMap { row in entries[id(row)].flatMap { view.lane(row, $0) } },
            comingUp: coming.count,
            underWay: try underWay.compactMap { try run($0, name: name($0.campaignId)) }, openRuns: open.count,
            failures: troubled.map { campaign in
                FailedCampaign(
                    name: name(campaign.newest.campaignId), newest: campaign.newest, runs: campaign.runs,
                    reasons: campaign.reasons.map { ($0.text, $0.count) })
            }, periods: try periods(), faults: faults)
    }

    /// A few more than are drawn: tests are none of them.
    private func history(of entry: CampaignCatalog.Entry) throws -> [ExecutionRecord] {
        guard let overview = entry.overview else { return [] }
        return try recorded.history(of: overview.campaignId, limit: OverviewPage.mostBars + 6)
    }

    private func run(_ run: OpenRun, name: String?) throws -> RunUnderWay? {
        guard let record = try recorded.execution(of: run.key), let declaration = try recorded.declaration(of: run.key)
        else { return nil }
        let campaign = declaration.campaign
        let quiet = try? QuietTime(campaign, zones: view.facts.zones)
        let held =
            try quiet?.release(at: now).map(Deferral.quietHours)
            ?? recorded.hold(of: declaration.channel.id, at: now).map(Deferral.init)
        var finish: Instant?
        if let limit = HourlyLimit(campaign.deliverySettings), record.deliveries.pending > 0 {
            let moment = Forecast.finish(of: record.deliveries.pending, limit: limit, quiet: quiet, from: now)
            // To the minute, as passes usually come.
            finish = Instant(seconds: (moment.seconds + 59) / 60 * 60)
        }
        return RunUnderWay(
            name: name, record: record, isPaused: run.isPaused, held: held, finishBy: finish)
    }

    private func periods() throws -> [PeriodFigures] {
        let periods: [(String, StatisticsPeriod)] = [("24 hours", .day), ("7 days", .week), ("30 days", .month)]
        return try periods.map { name, period in PeriodFigures(name: name, totals: try view.totals(period.span)) }
    }

    private var faults: PageFaults {
        PageFaults(
            isUnreadable: view.faults.isUnreadable, count: view.faults.count,
            first: view.faults.first.map { fault in
                PageFaults.Fault(
                    place: DiagnosticText.place(of: fault), code: fault.code.rawValue, message: fault.message)
            })
    }
}
