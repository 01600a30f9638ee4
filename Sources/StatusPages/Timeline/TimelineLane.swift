public import ScheduleEngine

/// What one campaign does within the days that are drawn.
public struct TimelineLane: Sendable {
    public var campaignId: String
    public var name: String?
    /// Nil where the system has no such zone.
    public var zone: ZoneRules?
    /// Ascending.
    public var upcoming: [UpcomingStretch]
    /// Ascending; when nothing of it is sent.
    public var quiet: [Range<Instant>]
    /// Its quiet hours in words, such as `22:00–08:00 UTC`; nil where it has none.
    public var quietHours: String?

    public init(
        campaignId: String, name: String?, zone: ZoneRules?, upcoming: [UpcomingStretch],
        quiet: [Range<Instant>] = [], quietHours: String? = nil
    ) {
        self.campaignId = campaignId
        self.name = name
        self.zone = zone
        self.upcoming = upcoming
        self.quiet = quiet
        self.quietHours = quietHours
    }

    var occurrences: Int { upcoming.reduce(0) { $0 + $1.count } }

    /// The drawing in a sentence.
    func sentence(now: Instant) -> String {
        guard !upcoming.isEmpty else { return "Nothing in these 7 days." }
        var text = "\(Wording.count(occurrences, "time")) in these 7 days"
        let shown = upcoming.prefix(4).map { stretch in
            let begin = Wording.moment(stretch.first, now: now)
            guard stretch.count > 1 else { return begin }
            return "\(Wording.number(stretch.count)) from \(begin) to \(Wording.moment(stretch.last, now: now))"
        }
        text += ": \(shown.joined(separator: ", "))"
        text += upcoming.count > shown.count ? " and so on, in UTC." : ", in UTC."
        if let quietHours { text += " Quiet hours \(quietHours)." }
        return text
    }
}
