import ArgumentParser
import CampaignModel
import ScheduleEngine
import StateStore

struct UpcomingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upcoming", abstract: "What will run when, in UTC and in its own time zone.")

    @Argument(help: "The campaigns to look at; all of them where none is named.")
    var ids: [String] = []

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    @Option(
        name: .long,
        help: ArgumentHelp("How far to look: a duration such as 30d, or an instant. 7d where nothing is given."),
        transform: Until.init)
    var until: Until?

    @Option(name: .long, help: ArgumentHelp("At most so many of each campaign.", valueName: "n"))
    var count: Int?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count is 1 or more.") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let facts = PassFacts.looking(tree)
            let now = facts.now
            let catalog = CampaignCatalog(facts: facts, recorded: tree.view ?? NothingRecorded())
            if !ids.isEmpty { try catalog.requireAll(ids) }
            let entries = try catalog.entries().filter {
                ids.isEmpty || ids.contains($0.declaration.campaign.campaignId)
            }
            let rows = try entries.flatMap { try upcoming($0, now: now, zones: facts.zones) }
                .sorted { ($0.runAt, $0.campaignId) < ($1.runAt, $1.campaignId) }
            switch output.format {
            case .json: try JSONOutput.print(rows)
            case .text: StandardOutput.write(text(rows, now: now, zones: facts.zones))
            }
        }
    }

    /// With a count and no end, the count alone limits; with neither, the next 7 days.
    private func upcoming(
        _ entry: CampaignCatalog.Entry, now: Instant, zones: any ZoneProvider
    ) throws -> [UpcomingRun] {
        let terms = ScheduleTerms(entry.declaration.campaign)
        guard terms.status == .active else { return [] }
        let end = until?.instant(from: now) ?? (count == nil ? now + .days(7) : .latest)
        let rules = try zones.rules(for: terms.zone)
        return try entry.comingUp(now: now, through: end, zones: zones).prefix(count ?? .max).map {
            UpcomingRun(
                campaignId: entry.declaration.campaign.campaignId, runAt: $0,
                local: $0.rfc3339(offset: rules.offset(at: $0)), timezone: terms.zone)
        }
    }

    private func text(_ rows: [UpcomingRun], now: Instant, zones: any ZoneProvider) -> String {
        guard !rows.isEmpty else { return "Nothing is coming up in that time.\n" }
        var table = Table([
            ("RUNS AT", .left), ("", .right), ("CAMPAIGN", .left), ("LOCAL TIME", .left), ("TIME ZONE", .left),
            ("", .left),
        ])
        var offsets: [String: Substring] = [:]
        for row in rows {
            let offset = row.local.dropFirst(19)
            let isChanged = offsets[row.campaignId].map { $0 != offset } ?? false
            offsets[row.campaignId] = offset
            table.add([
                Table.Cell(Moments.utc(row.runAt)), Table.Cell(Moments.relative(row.runAt, to: now), .faint),
                Table.Cell(row.campaignId, .bold),
                Table.Cell("\(row.local.prefix(10)) \(row.local.dropFirst(11).prefix(8)) \(offset)"),
                Table.Cell(row.timezone, .faint), Table.Cell(isChanged ? "clocks changed" : "", .yellow),
            ])
        }
        return table.render(.output)
    }
}

/// How far to look: a span from now, or an instant.
enum Until {
    case span(TimeSpan)
    case moment(Instant)

    @Sendable init(_ text: String) throws {
        if let span = TimeSpan(text) {
            self = .span(span)
        } else if let instant = Instant(rfc3339: text) {
            self = .moment(instant)
        } else {
            throw ValidationError(
                "'\(text)' is neither a duration such as 30d nor an instant such as 2026-12-25T10:00:00Z.")
        }
    }

    func instant(from now: Instant) -> Instant {
        switch self {
        case .span(let span): now + span
        case .moment(let instant): instant
        }
    }
}

/// One row of `upcoming --format json`.
private struct UpcomingRun: Encodable {
    var campaignId: String
    var runAt: Instant
    /// In the campaign's zone, with its offset.
    var local: String
    var timezone: String
}
