import ArgumentParser
import CampaignModel
import ScheduleEngine
import StateStore

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The campaigns, what they are about to do and what they have done.")

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    @Option(help: "Only those with this status.")
    var status: CampaignStatus?

    @Option(help: "Only those of this type.")
    var type: CampaignType?

    @Option(help: "At most so many; more than 100 counts as 100.")
    var limit = 100

    @Option(help: "Pass over so many first.")
    var skip = 0

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit is 1 or more.") }
        if skip < 0 { throw ValidationError("--skip is 0 or more.") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let facts = PassFacts.looking(tree)
            let recorded: any RecordedState = tree.view ?? NothingRecorded()
            let catalog = CampaignCatalog(facts: facts, recorded: recorded)
            let documents = try catalog.entries().map { entry in
                CampaignDocument(
                    entry, now: facts.now, nextRun: entry.nextRun(now: facts.now, zones: facts.zones),
                    isWhole: false)
            }
            let chosen = documents.filter { document in
                (status == nil || document.status == status) && (type == nil || document.campaign.type == type)
            }
            let page = Array(chosen.dropFirst(skip).prefix(min(limit, 100)))
            switch output.format {
            case .json: try JSONOutput.print(page)
            case .text:
                let bars = try page.map {
                    RunBars.text(try recorded.history(of: $0.campaign.campaignId, limit: 2 * RunBars.most))
                }
                StandardOutput.write(text(page, bars: bars, of: chosen.count, now: facts.now))
            }
        }
    }

    private func text(_ page: [CampaignDocument], bars: [String], of total: Int, now: Instant) -> String {
        guard !page.isEmpty else { return "No campaigns.\n" }
        let style = Style.output
        var table = Table([
            ("CAMPAIGN", .left), ("NAME", .left), ("TYPE", .left), ("STATUS", .left), ("NEXT RUN", .left), ("", .left),
            ("LAST RUN", .left), ("", .left), ("RUNS", .right), ("SENT", .right), ("DELIVERED", .right),
            ("LATEST", .left),
        ])
        for (document, bars) in zip(page, bars) {
            let rate = deliveryRate(delivered: document.delivered, sent: document.messagesSent)
            table.add([
                Table.Cell(document.campaign.campaignId, .bold), Table.Cell(document.campaign.campaignName ?? ""),
                Table.Cell(document.campaign.type.rawValue),
                Table.Cell(document.status.rawValue, Self.tone(document.status)),
                Table.Cell(document.nextRunAt.map(Moments.utc) ?? ""),
                Table.Cell(document.nextRunAt.map { Moments.relative($0, to: now) } ?? "", .faint),
                Table.Cell(document.lastRunAt.map(Moments.utc) ?? ""),
                Table.Cell(document.lastRunAt.map { Moments.relative($0, to: now) } ?? "", .faint),
                Table.Cell("\(document.runCount)"), Table.Cell("\(document.messagesSent)"),
                Table.Cell(rate.map { "\($0)%" } ?? ""), Table.Cell(bars),
            ])
        }
        var text = table.render(style)
        if page.count < total { text += style(.faint, "\(page.count) of \(total); --skip and --limit show others.\n") }
        return text
    }

    static func tone(_ status: CampaignStatus) -> Style.Tone? {
        switch status {
        case .active, .scheduled: .green
        case .paused, .draft: .yellow
        case .failed: .red
        case .completed, .cancelled: .faint
        }
    }
}

extension CampaignStatus: ExpressibleByArgument {}
extension CampaignType: ExpressibleByArgument {}
