import ScheduleEngine

/// Weeks at a glance: days as columns, the hours of the clock as rows, and in each cell how often something runs.
struct WeekText {
    let tally: WeekTally
    /// Hours that are over by then are left blank, as are those that begin after `through`.
    let now: Instant
    let through: Instant
    /// Which zone it is, and why.
    let zoneName: String
    let style: Style

    private var hours: LocalHours { tally.hours }

    func render() -> String { tally.rows.indices.map(week).joined(separator: "\n") }

    private func week(_ index: Int) -> String {
        let days = index * 7..<min(index * 7 + 7, hours.days)
        let (first, last) = (hours.day(days.lowerBound), hours.day(days.upperBound - 1))
        let year = last.components.year
        let from = first.components.year == year ? "" : " \(first.components.year)"
        let heading = "\(Moments.day(first))\(from) – \(Moments.day(last)) \(year)"
        var text = style(.bold, heading) + ", \(zoneName)\n\n"
        let rows = tally.rows[index]
        guard !rows.isEmpty else { return text + "Nothing is coming up in that week.\n" }
        text += grid(days)
        text += legend(days)
        text += "\n" + summary(days, rows)
        return text + "\n" + WeekCampaigns(rows: rows, hours: hours, days: days).render(style)
    }

    // MARK: Grid

    private func grid(_ days: Range<Int>) -> String {
        let totals = days.map { tally.counts[$0 * 24..<$0 * 24 + 24].reduce(0, +) }
        let width = max(
            6, (totals + tally.counts[days.lowerBound * 24..<days.upperBound * 24]).map { "\($0)".count }.max() ?? 0)
        let names = days.map { Moments.day(hours.day($0)) }
        var text = line("", names.map { Cell(text: String($0.prefix(3)), tone: .faint) }, width)
        text += line("", names.map { Cell(text: String($0.dropFirst(4)), tone: .faint) }, width)
        var hour = 0
        while hour < 24 {
            var end = hour
            while end < 24, isQuiet(end, days) { end += 1 }
            if end > hour {
                text += style(.faint, "    ·") + "\n"
                hour = end
            } else {
                text += line(clock(hour), days.map { cell($0 * 24 + hour) }, width)
                hour += 1
            }
        }
        return text + line("total", totals.map { Cell(text: "\($0)", tone: .bold) }, width)
    }

    private struct Cell {
        var text: String
        var tone: Style.Tone?
        /// Stands behind the number, so that numbers line up.
        var mark = " "
    }

    private func line(_ label: String, _ cells: [Cell], _ width: Int) -> String {
        var text = style(.faint, label) + String(repeating: " ", count: 5 - label.count)
        for cell in cells {
            let body = cell.tone.map { style($0, cell.text) } ?? cell.text
            text += String(repeating: " ", count: 2 + width - cell.text.count) + body + cell.mark
        }
        while text.last == " " { text.removeLast() }
        return text + "\n"
    }

    private func clock(_ hour: Int) -> String { hour < 10 ? "0\(hour):00" : "\(hour):00" }

    private func isQuiet(_ hour: Int, _ days: Range<Int>) -> Bool {
        days.allSatisfy { day in
            tally.counts[day * 24 + hour] == 0
                && (hours.cells[day * 24 + hour].seconds == 3_600 || isOutside(day * 24 + hour))
        }
    }

    private func isOutside(_ index: Int) -> Bool {
        let cell = hours.cells[index]
        guard cell.seconds > 0 else { return false }
        return cell.to <= now.seconds || cell.from > through.seconds
    }

    private func cell(_ index: Int) -> Cell {
        let seconds = hours.cells[index].seconds
        if seconds == 0 { return Cell(text: ClockSign.gone, tone: .yellow) }
        let count = tally.counts[index]
        if count == 0, isOutside(index) { return Cell(text: "") }
        let mark = seconds == 3_600 ? " " : seconds > 3_600 ? ClockSign.twice : ClockSign.short
        return Cell(text: count == 0 ? "·" : "\(count)", tone: tone(count), mark: mark)
    }

    /// By thirds of the busiest hour. Where that is hardly busy, nothing is.
    private func tone(_ count: Int) -> Style.Tone {
        guard count > 0 else { return .faint }
        let most = max(tally.counts.max() ?? 0, 4)
        return count * 3 <= most ? .blue : count * 3 <= most * 2 ? .yellow : .busy
    }

    // MARK: Below it

    private func legend(_ days: Range<Int>) -> String {
        hours.changes.compactMap { before, after -> String? in
            let cell = after.cell ?? before.cell ?? 0
            guard days.contains(cell / 24) else { return nil }
            let change = after.offset - before.offset
            let sign = change < 0 ? ClockSign.twice : change % 3_600 == 0 ? ClockSign.gone : ClockSign.short
            let local = after.from + before.offset
            let second = secondOfDay(local)
            // The day that it was until then: a jump over midnight leads into another one.
            let date = CivilDate(days: (local - second) / 86_400)
            return "\(sign) clocks \(change > 0 ? "forward" : "back") \(Moments.length(abs(change))) on "
                + "\(Moments.day(date)), from \(time(second)) to \(time(secondOfDay(local + change)))\n"
        }.joined()
    }

    private func secondOfDay(_ local: Int64) -> Int64 { (local % 86_400 + 86_400) % 86_400 }

    private func time(_ second: Int64) -> String { LocalTime(secondOfDay: Int(second))?.description ?? "" }

    private func summary(_ days: Range<Int>, _ rows: [WeekTally.Row]) -> String {
        let cells = days.lowerBound * 24..<days.upperBound * 24
        let total = rows.reduce(0) { $0 + $1.total }
        let most = tally.counts[cells].max() ?? 0
        let busiest = cells.filter { tally.counts[$0] == most }
        let first = busiest.first.map { "\(Moments.day(hours.day($0 / 24))) \(clock($0 % 24))" } ?? ""
        let peak =
            if busiest.count == 1 {
                "the busiest hour is \(first) with \(most)"
            } else if most == 1 {
                "no hour has more than 1"
            } else {
                "the busiest hours have \(most), the first of them is \(first)"
            }
        return "\(total) \(total == 1 ? "run" : "runs") of \(rows.count) "
            + "\(rows.count == 1 ? "campaign" : "campaigns"); \(peak).\n"
    }
}

/// How an hour that isn't one shows in the grid.
enum ClockSign {
    static let gone = "──"
    static let twice = "²"
    static let short = "½"
}
