import ArgumentParser
import CampaignModel
import ScheduleEngine
import StateStore

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One campaign: its declaration, where it stands, and what comes next.")

    @Argument(help: "The campaign's id.", completion: .campaignId)
    var id: String

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        try await CommandFailure.reporting {
            let facts = PassFacts.looking(tree)
            let recorded: any RecordedState = tree.view ?? NothingRecorded()
            let entry = try CampaignCatalog(facts: facts, recorded: recorded).entry(id)
            let document = CampaignDocument(
                entry, now: facts.now, nextRun: entry.nextRun(now: facts.now, zones: facts.zones), isWhole: true)
            switch output.format {
            case .json: try JSONOutput.print(document)
            case .text:
                let bars = RunBars.text(try recorded.history(of: id, limit: 2 * RunBars.most))
                StandardOutput.write(text(document, entry: entry, bars: bars, now: facts.now))
            }
        }
    }

    private func text(
        _ document: CampaignDocument, entry: CampaignCatalog.Entry, bars: String, now: Instant
    ) -> String {
        let style = Style.output
        let campaign = document.campaign
        let terms = ScheduleTerms(entry.declaration)
        var rows: [(String, String)] = [
            ("file", "\(tree.root)/\(entry.declaration.file)"), ("type", campaign.type.rawValue),
            ("status", document.status.rawValue), ("schedule", ScheduleSentence.of(campaign)),
        ]
        rows.append(("catch-up", "\(terms.policy.rawValue), within \(terms.window), on time for \(terms.grace)"))
        rows.append(("audience", AudienceSentence.of(campaign.targetAudience)))
        rows.append(("channel", entry.declaration.channel.id))
        rows.append(("template", campaign.messageConfig.templateId ?? ""))
        for variation in campaign.messageConfig.variations ?? [] {
            rows.append(("variation", "\(variation.name): \(variation.templateId), weight \(variation.weight ?? 1)"))
        }
        let fields = campaign.messageConfig.personalization?.fields ?? []
        rows.append(("sees fields", fields.joined(separator: ", ")))
        rows.append(("priority", (campaign.deliverySettings.priority ?? .normal).rawValue))
        rows.append(
            ("next run", document.nextRunAt.map { "\(Moments.utc($0)) (\(Moments.relative($0, to: now)))" } ?? "none"))
        rows.append(
            ("last run", document.lastRunAt.map { "\(Moments.utc($0)) (\(Moments.relative($0, to: now)))" } ?? "none"))
        rows.append(("latest", bars))
        rows.append(("runs", "\(document.runCount)"))
        rows.append(("sent", "\(document.messagesSent), delivered \(document.delivered)"))
        let shown = rows.filter { !$0.1.isEmpty }
        let width = shown.reduce(0) { max($0, $1.0.count) }
        let title = campaign.campaignName.map { "\(campaign.campaignId)  \($0)" } ?? campaign.campaignId
        return style(.bold, title) + "\n"
            + shown.map { name, value in
                "  " + style(.faint, name) + String(repeating: " ", count: width - name.count + 2) + value + "\n"
            }.joined()
    }
}
