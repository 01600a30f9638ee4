import CampaignModel
import ScheduleEngine

/// What one active campaign will do by the clock, as far as no pass has decided it.
struct Outlook {
    let campaignId: String
    /// IANA identifier.
    let zone: String
    let rules: ZoneRules
    let schedule: CompiledSchedule
    let spread: TimeSpan
    private let begin: Instant
    /// Runs that `maxOccurrences` still allows.
    private let left: Int
    /// Decided by earlier rules of the zone, though they come again by these.
    private let repeated: Set<Instant>

    /// Nil where the campaign isn't active, or its zone's rules can't be had.
    init?(_ entry: CampaignCatalog.Entry, now: Instant, zones: any ZoneProvider) {
        let terms = ScheduleTerms(entry.declaration)
        guard terms.status == .active else { return nil }
        campaignId = entry.declaration.campaign.campaignId
        zone = terms.zone
        guard let known = try? zones.rules(for: terms.zone) else { return nil }
        rules = known
        schedule = CompiledSchedule(terms.schedule, zone: rules)
        spread = terms.schedule.spread
        let decided = entry.overview?.evaluatedThrough ?? .earliest
        repeated = entry.moved?.repeated ?? []
        begin = max(decided, now - TimeSpan(seconds: 1))
        left = max(0, (terms.maxOccurrences ?? .max) - (entry.overview?.decidedRuns ?? 0))
    }

    /// Ascending; nothing is computed before it is asked for.
    /// - Parameter count: At most so many.
    func occurrences(through end: Instant, count: Int?) -> some Sequence<Instant> {
        schedule.occurrences(after: begin, through: end).lazy.filter { [repeated] in !repeated.contains($0) }
            .prefix(end > begin ? min(left, count ?? .max) : 0)
    }
}
