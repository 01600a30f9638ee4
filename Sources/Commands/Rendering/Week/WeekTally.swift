import ScheduleEngine

/// Occurrences counted by the hours of weeks. Only numbers are kept: campaigns may run every minute.
struct WeekTally {
    /// What one campaign does in one week.
    struct Row {
        let campaignId: String
        /// Of each day.
        var counts = [Int](repeating: 0, count: 7)
        /// Local seconds since the week's first midnight, of those days that have few.
        var times: [Int32] = []

        var total: Int { counts.reduce(0, +) }
    }

    /// A day with more times than that is told by its number of them.
    static let fewTimes = 3

    let hours: LocalHours
    /// One for each of `hours.cells`.
    private(set) var counts: [Int]
    /// Campaigns that run at all, in the order in which they were added; one list for each week.
    private(set) var rows: [[Row]]

    init(hours: LocalHours) {
        self.hours = hours
        counts = [Int](repeating: 0, count: hours.cells.count)
        rows = [[Row]](repeating: [], count: (hours.days + 6) / 7)
    }

    /// - Parameter occurrences: Ascending.
    mutating func add(_ campaignId: String, _ occurrences: some Sequence<Instant>) {
        let pieces = hours.pieces
        var index = 0
        var row = Row(campaignId: campaignId)
        var week = 0
        for occurrence in occurrences {
            while index < pieces.count, pieces[index].to <= occurrence.seconds { index += 1 }
            guard index < pieces.count else { break }
            let piece = pieces[index]
            guard piece.from <= occurrence.seconds, let cell = piece.cell else { continue }
            counts[cell] += 1
            let day = cell / 24
            if day / 7 != week {
                close(row, week)
                row = Row(campaignId: campaignId)
                week = day / 7
            }
            row.counts[day % 7] += 1
            if row.counts[day % 7] <= Self.fewTimes {
                let weekStart = (hours.firstDay.days + Int64(week) * 7) * 86_400
                row.times.append(Int32(truncatingIfNeeded: occurrence.seconds + piece.offset - weekStart))
            }
        }
        close(row, week)
    }

    private mutating func close(_ row: Row, _ week: Int) {
        if row.total > 0 { rows[week].append(row) }
    }
}
