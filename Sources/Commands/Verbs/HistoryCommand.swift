import ArgumentParser
import CampaignModel
import ScheduleEngine
import StateStore

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What became of a campaign's occurrences, the newest first.")

    @Argument(help: "The campaign's id.", completion: .campaignId)
    var id: String

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    @Option(help: "At most so many; more than 100 counts as 100.")
    var limit = 50

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit is 1 or more.") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let facts = PassFacts.looking(tree)
            let recorded: any RecordedState = tree.view ?? NothingRecorded()
            let records = try recorded.history(of: id, limit: min(limit, 100))
            let head = try head(facts: facts, recorded: recorded, hasHistory: !records.isEmpty)
            switch output.format {
            case .json:
                try JSONOutput.print(HistoryDocument(head, records, now: facts.now))
            case .text:
                StandardOutput.write(text(records, now: facts.now))
            }
        }
    }

    /// Deleting a campaign's file keeps its history.
    private func head(
        facts: PassFacts, recorded: any RecordedState, hasHistory: Bool
    ) throws -> HistoryDocument.Head {
        do {
            let entry = try CampaignCatalog(facts: facts, recorded: recorded).entry(id)
            return HistoryDocument.Head(
                entry, now: facts.now, nextRun: entry.nextRun(now: facts.now, zones: facts.zones))
        } catch let error as UnknownCampaign {
            guard hasHistory, let deleted = try recorded.deletedRecord(id) else { throw error }
            return HistoryDocument.Head(deleted: deleted)
        }
    }

    private func text(_ records: [ExecutionRecord], now: Instant) -> String {
        guard !records.isEmpty else { return "Nothing of \(id) has come due yet.\n" }
        var table = Table([
            ("SCHEDULED FOR", .left), ("", .left), ("STATUS", .left), ("TRIGGER", .left), ("AUDIENCE", .right),
            ("SENT", .right),
            ("FAILED", .right), ("SUPPRESSED", .right), ("HOLDOUT", .right), ("EXPIRED", .right), ("UNCERTAIN", .right),
            ("CANCELLED", .right), ("PENDING", .right), ("TOOK", .right), ("VARIATIONS", .left), ("WHY", .left),
        ])
        for record in records {
            let counts = record.deliveries
            func number(_ count: Int) -> Table.Cell { Table.Cell(count == 0 ? "" : "\(count)") }
            let took = record.beganAt.map { Moments.length(((record.endedAt ?? now) - $0).seconds) } ?? ""
            let isRun = record.status != .skipped
            table.add([
                Table.Cell(Moments.utc(record.scheduledFor) + (record.count > 1 ? " (\(record.count) times)" : "")),
                Table.Cell(Moments.relative(record.scheduledFor, to: now), .faint),
                Table.Cell(record.status.rawValue, isRun ? PassText.tone(record.status) : .faint),
                Table.Cell(isRun ? record.trigger.rawValue : ""), Table.Cell(isRun ? "\(counts.audience)" : ""),
                Table.Cell(isRun ? "\(counts.sent)" : ""), number(counts.failed), number(counts.suppressed),
                number(counts.holdout), number(counts.expired), number(counts.uncertain), number(counts.cancelled),
                number(counts.pending), Table.Cell(took, .faint),
                Table.Cell(record.variations.map { "\($0.name) \($0.sent)" }.joined(separator: ", ")),
                Table.Cell(record.reason ?? "", .faint),
            ])
        }
        return table.render(.output)
    }
}
