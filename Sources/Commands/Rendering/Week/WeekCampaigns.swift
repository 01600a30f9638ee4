import ScheduleEngine

/// What each campaign does in a week, a line each: its days with their times, or how often where there are many.
struct WeekCampaigns {
    /// What fits below a week without hiding it.
    private static let most = 30

    let rows: [WeekTally.Row]
    let hours: LocalHours
    /// The week's.
    let days: Range<Int>

    func render(_ style: Style) -> String {
        var table = Table([("CAMPAIGN", .left), ("RUNS", .right), ("WHEN", .left)])
        for row in shown {
            table.add([Table.Cell(row.campaignId, .bold), Table.Cell("\(row.total)"), Table.Cell(when(row))])
        }
        guard rows.count > Self.most else { return table.render(style) }
        return table.render(style)
            + style(.faint, "The \(Self.most) busiest of \(rows.count); 'campanile upcoming' lists them all.\n")
    }

    private var shown: [WeekTally.Row] {
        guard rows.count > Self.most else { return rows }
        let busiest = rows.sorted { ($1.total, $0.campaignId) < ($0.total, $1.campaignId) }.prefix(Self.most)
        return busiest.sorted { $0.campaignId < $1.campaignId }
    }

    /// `Mon–Sat 09:00; Sun 10:00`: days that are alike share their times.
    private func when(_ row: WeekTally.Row) -> String {
        var alike: [(times: String, days: [Int])] = []
        for day in row.counts.indices where row.counts[day] > 0 {
            let times = times(row, day)
            if let known = alike.firstIndex(where: { $0.times == times }) {
                alike[known].days.append(day)
            } else {
                alike.append((times, [day]))
            }
        }
        return alike.map { "\(names($0.days)) \($0.times)" }.joined(separator: "; ")
    }

    private func times(_ row: WeekTally.Row, _ day: Int) -> String {
        guard row.counts[day] <= WeekTally.fewTimes else { return "\(row.counts[day]) times" }
        return row.times.filter { Int($0) / 86_400 == day }
            .compactMap { LocalTime(secondOfDay: Int($0) % 86_400)?.description }.joined(separator: ", ")
    }

    /// `Mon, Wed–Fri`: three and more in a row are a range.
    private func names(_ chosen: [Int]) -> String {
        var parts: [String] = []
        var index = 0
        while index < chosen.count {
            var end = index
            while end + 1 < chosen.count, chosen[end + 1] == chosen[end] + 1 { end += 1 }
            if end - index >= 2 {
                parts.append("\(name(chosen[index]))–\(name(chosen[end]))")
                index = end + 1
            } else {
                parts.append(name(chosen[index]))
                index += 1
            }
        }
        return parts.joined(separator: ", ")
    }

    private func name(_ day: Int) -> String { String(Moments.day(hours.day(days.lowerBound + day)).prefix(3)) }
}
