import ArgumentParser
import CampaignModel
import ScheduleEngine
import StateStore

struct StatsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "What all campaigns came to in a period.")

    enum Period: String, ExpressibleByArgument, CaseIterable {
        case hour = "1h"
        case day = "24h"
        case week = "7d"
        case month = "30d"
        case quarter = "90d"
        case year = "1y"

        var span: TimeSpan {
            switch self {
            case .hour: .hours(1)
            case .day: .hours(24)
            case .week: .days(7)
            case .month: .days(30)
            case .quarter: .days(90)
            case .year: .days(365)
            }
        }
    }

    @Argument(help: "1h, 24h, 7d, 30d, 90d or 1y, up to now.")
    var period: Period

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
            let statistics = Statistics(totalCampaigns: entries.count, activeCampaigns: active, totals: totals)
            switch output.format {
            case .json: try JSONOutput.print(statistics)
            case .text: StandardOutput.write(text(statistics))
            }
        }
    }

    private func text(_ statistics: Statistics) -> String {
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

/// The reference's statistics.
private struct Statistics: Encodable {
    var totalCampaigns: Int
    var activeCampaigns: Int
    var totals: PeriodTotals

    private enum Key: String, CodingKey {
        case totalCampaigns, activeCampaigns, totalRuns, totalMessagesSent, totalDelivered, avgDeliveryRate
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(totalCampaigns, forKey: .totalCampaigns)
        try container.encode(activeCampaigns, forKey: .activeCampaigns)
        try container.encode(totals.totalRuns, forKey: .totalRuns)
        try container.encode(totals.messagesSent, forKey: .totalMessagesSent)
        try container.encode(totals.delivered, forKey: .totalDelivered)
        try container.encode(
            deliveryRate(delivered: totals.delivered, sent: totals.messagesSent), forKey: .avgDeliveryRate)
    }
}
