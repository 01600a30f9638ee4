import ArgumentParser
import CampaignModel
import ScheduleEngine
import StateStore
import StatusServer

struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "What all campaigns came to in a period.")

    @Argument(help: "1h, 24h, 7d, 30d, 90d or 1y, up to now.")
    var period: StatisticsPeriod

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        try await CommandFailure.reporting {
            let facts = PassFacts.looking(tree)
            let recorded: any RecordedState = tree.view ?? NothingRecorded()
            let entries = try CampaignCatalog(facts: facts, recorded: recorded).entries()
            let active = entries.count { entry in
                entry.status(now: facts.now, nextRun: entry.nextRun(now: facts.now, zones: facts.zones)) == .active
            }
            let totals = try recorded.totals(since: facts.now - period.span, through: facts.now)
            let statistics = StatisticsDocument(
                totalCampaigns: entries.count, activeCampaigns: active, totals: totals)
            switch output.format {
            case .json: try JSONOutput.print(statistics)
            case .text: StandardOutput.write(text(statistics))
            }
        }
    }

    private func text(_ statistics: StatisticsDocument) -> String {
        let style = Style.output
        let rate = deliveryRate(delivered: statistics.totals.delivered, sent: statistics.totals.messagesSent)
        let rows = [
            ("campaigns", "\(statistics.totalCampaigns), \(statistics.activeCampaigns) active"),
            ("runs", "\(statistics.totals.totalRuns)"), ("messages sent", "\(statistics.totals.messagesSent)"),
            ("delivered", "\(statistics.totals.delivered)" + (rate.map { " (\($0)%)" } ?? "")),
        ]
        return style(.bold, "The last \(period.rawValue)") + "\n"
            + rows.map { name, value in
                "  " + style(.faint, name) + String(repeating: " ", count: 15 - name.count) + value + "\n"
            }.joined()
    }
}

extension StatisticsPeriod: ExpressibleByArgument {}
