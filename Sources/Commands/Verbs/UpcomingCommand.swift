import ArgumentParser
import CampaignFiles
import CampaignModel
import ScheduleEngine
import StateStore

struct UpcomingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upcoming", abstract: "What will run when, in UTC and in its own time zone.")

    @Argument(help: "The campaigns to look at; all of them where none is named.", completion: .campaignId)
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

    @Flag(help: "A week at a glance: its days beside one another, how much runs in each hour.")
    var week = false

    @Option(
        help: ArgumentHelp(
            "With --week: the time zone to show it in (else the tree's, else UTC).", valueName: "zone"))
    var timezone: String?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count is 1 or more.") }
        if week, output.format == .json {
            throw ValidationError("--week is for people: leave out --format json, or --week.")
        }
        guard let timezone else { return }
        guard week else { throw ValidationError("--timezone goes with --week.") }
        do {
            _ = try tree.zones.rules(for: timezone)
        } catch {
            let nearest = NearestName.of(timezone, among: tree.zones.identifiers())
            throw ValidationError("\(error)\(nearest.map { "; did you mean '\($0)'?" } ?? ".")")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let facts = PassFacts.looking(tree)
            let catalog = CampaignCatalog(facts: facts, recorded: tree.view ?? NothingRecorded())
            if !ids.isEmpty { try catalog.requireAll(ids) }
            let contents = try catalog.contents()
            let outlooks = contents.entries
                .filter { ids.isEmpty || ids.contains($0.declaration.campaign.campaignId) }
                .compactMap { Outlook($0, now: facts.now, zones: facts.zones) }
            if week {
                StandardOutput.write(try weeks(outlooks, treeZone: contents.timezone, facts))
                return
            }
            let rows = outlooks.flatMap { listed($0, now: facts.now) }
                .sorted { ($0.run.runAt, $0.run.campaignId) < ($1.run.runAt, $1.run.campaignId) }
            switch output.format {
            case .json: try JSONOutput.print(rows.map(\.run))
            case .text: StandardOutput.write(text(rows, now: facts.now))
            }
        }
    }

    // MARK: List

    private struct Row {
        var run: UpcomingRun
        var mark: String
    }

    /// With a count and no end, the count alone limits; with neither, the next 7 days.
    private func listed(_ outlook: Outlook, now: Instant) -> [Row] {
        let end = until?.instant(from: now) ?? (count == nil ? now + .days(7) : .latest)
        var marks = ClockMarks(outlook, now: now)
        return outlook.occurrences(through: end, count: count).map {
            let run = UpcomingRun(
                campaignId: outlook.campaignId, runAt: $0, local: $0.rfc3339(offset: outlook.rules.offset(at: $0)),
                timezone: outlook.zone)
            return Row(run: run, mark: output.format == .text ? marks.mark($0) : "")
        }
    }

    private func text(_ rows: [Row], now: Instant) -> String {
        guard !rows.isEmpty else { return Self.nothing }
        var table = Table([
            ("RUNS AT", .left), ("", .right), ("CAMPAIGN", .left), ("LOCAL TIME", .left), ("TIME ZONE", .left),
            ("", .left),
        ])
        for row in rows {
            let local = row.run.local
            table.add([
                Table.Cell(Moments.utc(row.run.runAt)), Table.Cell(Moments.relative(row.run.runAt, to: now), .faint),
                Table.Cell(row.run.campaignId, .bold),
                Table.Cell("\(local.prefix(10)) \(local.dropFirst(11).prefix(8)) \(local.dropFirst(19))"),
                Table.Cell(row.run.timezone, .faint), Table.Cell(row.mark, .yellow),
            ])
        }
        return table.render(.output)
    }

    private static let nothing = "Nothing is coming up in that time.\n"

    // MARK: Weeks

    private static let mostWeeks = 10

    private func weeks(_ outlooks: [Outlook], treeZone: String?, _ facts: PassFacts) throws -> String {
        let name = timezone ?? treeZone ?? "UTC"
        let reason =
            timezone != nil ? "" : treeZone != nil ? " (the tree's time zone)" : " (_defaults.yaml names no time zone)"
        let zone = try facts.zones.rules(for: name)
        let days = shownDays(zone, now: facts.now)
        guard days > 0 else { return Self.nothing }
        let weeks = (days + 6) / 7
        let hours = LocalHours(zone: zone, now: facts.now, days: min(weeks, Self.mostWeeks) * 7)
        var through = hours.end
        if case .moment(let instant) = until { through = min(through, instant) }
        if case .span = until { through = min(through, hours.end(ofDay: days - 1)) }
        var tally = WeekTally(hours: hours)
        for outlook in outlooks {
            tally.add(outlook.campaignId, outlook.occurrences(through: through, count: count))
        }
        let text = WeekText(
            tally: tally, now: facts.now, through: through, zoneName: name + reason, style: .output)
        let note = weeks > Self.mostWeeks ? "\nNo more than \(Self.mostWeeks) weeks are shown.\n" : ""
        return text.render() + note
    }

    /// How many days of the zone's calendar `--until` takes in, today's with them. A duration counts whole days, so
    /// that 7d is one week.
    private func shownDays(_ zone: ZoneRules, now: Instant) -> Int {
        switch until {
        case nil: return 7
        case .span(let span): return Int(max(1, (span.seconds + 86_399) / 86_400))
        case .moment(let instant):
            return instant < now ? 0 : Int(zone.local(instant).date.days - zone.local(now).date.days) + 1
        }
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
