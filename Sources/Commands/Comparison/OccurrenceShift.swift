import CampaignModel
import ScheduleEngine

/// The occurrences of one campaign that another declaration of it adds and takes away.
struct OccurrenceShift {
    let campaignId: String
    /// Both ascending.
    private(set) var appeared: [Instant] = []
    private(set) var vanished: [Instant] = []

    var isEmpty: Bool { appeared.isEmpty && vanished.isEmpty }

    /// What happened before is not asked, so that `maxOccurrences` says nothing here. Only active campaigns have
    /// occurrences; nil is none.
    /// - Parameter through: inclusive, as `from` is.
    /// - Throws: `ZoneError` where a zone's rules can't be had.
    init(
        of campaignId: String, from before: CampaignDeclaration?, to after: CampaignDeclaration?, from: Instant,
        through: Instant, zones: any ZoneProvider
    ) throws {
        self.campaignId = campaignId
        let (old, new) = (Self.activeTerms(before), Self.activeTerms(after))
        guard old?.schedule != new?.schedule, from <= through else { return }
        let start = from - TimeSpan(seconds: 1)
        func occurrences(_ terms: ScheduleTerms?) throws -> OccurrenceIterator? {
            try terms.map { terms in
                CompiledSchedule(terms.schedule, zone: try zones.rules(for: terms.zone))
                    .occurrences(after: start, through: through).makeIterator()
            }
        }
        var (left, right) = (try occurrences(old), try occurrences(new))
        var (gone, come) = (left?.next(), right?.next())
        while gone != nil || come != nil {
            if let instant = gone, come.map({ instant < $0 }) ?? true {
                vanished.append(instant)
                gone = left?.next()
            } else if let instant = come, gone.map({ instant < $0 }) ?? true {
                appeared.append(instant)
                come = right?.next()
            } else {
                (gone, come) = (left?.next(), right?.next())
            }
        }
    }

    private static func activeTerms(_ declaration: CampaignDeclaration?) -> ScheduleTerms? {
        declaration.map { ScheduleTerms($0) }.flatMap { $0.status == .active ? $0 : nil }
    }
}
