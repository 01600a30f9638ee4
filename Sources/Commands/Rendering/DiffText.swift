import ScheduleEngine

/// A comparison as people read it.
struct DiffText {
    let report: DiffReport
    let style: Style

    /// More is nothing that anybody reads on a terminal.
    private static let mostRows = 100

    func render() -> String {
        var text = style(.bold, "Compared with \(report.base)")
        text += style(.faint, "  (occurrences until \(Moments.utc(report.until)))") + "\n"
        let changes = ChangeTable(changes: report.changes, differences: report.differences, style: style).render()
        if !changes.isEmpty { text += "\n" + changes }
        text += occurrences
        for note in report.notes { text += "\n" + note + "\n" }
        let sentence = DiffCounts(report).sentence
        return text + "\n" + sentence.prefix(1).uppercased() + sentence.dropFirst() + ".\n"
    }

    private var occurrences: String {
        guard !report.shifts.isEmpty else { return "" }
        var table = Table([("", .left), ("OCCURRENCES", .right), ("CAMPAIGN", .left), ("WHEN", .left)])
        for shift in report.shifts.prefix(Self.mostRows) {
            for (sign, tone, instants) in [
                ("+", Style.Tone.green, shift.appeared), ("-", Style.Tone.red, shift.vanished),
            ] where !instants.isEmpty {
                table.add([
                    Table.Cell(sign, tone), Table.Cell("\(instants.count)", tone), Table.Cell(shift.campaignId),
                    Table.Cell(FoldedInstants.text(instants), .faint),
                ])
            }
        }
        let rest = report.shifts.count - Self.mostRows
        return "\n" + table.render(style)
            + (rest > 0 ? style(.faint, "… and \(rest) more campaigns; --format json shows them all\n") : "")
    }
}
