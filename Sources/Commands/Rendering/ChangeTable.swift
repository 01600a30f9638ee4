import Reconciliation

/// What changes, a campaign or a field of one on each line.
struct ChangeTable {
    let changes: [CampaignChange]
    /// By campaignId; where it has none of a change, its fields are named alone.
    let differences: [String: [FieldChange]]
    let style: Style
    /// More is nothing that anybody reads on a terminal.
    var most = 100

    func render() -> String {
        guard !changes.isEmpty else { return "" }
        var table = Table([("", .left), ("CHANGE", .left), ("CAMPAIGN", .left), ("FIELDS", .left)])
        for change in changes.prefix(most) {
            let (sign, tone) = Self.mark(change.action)
            let lines = self.lines(of: change)
            table.add([
                Table.Cell(sign, tone), Table.Cell(change.action.rawValue, tone), Table.Cell(change.campaignId),
                Table.Cell(lines.first ?? "", .faint),
            ])
            for line in lines.dropFirst() { table.add(["", "", "", Table.Cell(line, .faint)]) }
        }
        let rest = changes.count - most
        return table.render(style)
            + (rest > 0 ? style(.faint, "… and \(rest) more; --format json shows them all\n") : "")
    }

    private func lines(of change: CampaignChange) -> [String] {
        guard let fields = differences[change.campaignId] else { return [change.fields.joined(separator: ", ")] }
        return fields.map { field in
            let values = field.values(width: 60)
            return "\(field.field): \(values.before) → \(values.after)"
        }
    }

    private static func mark(_ action: CampaignChange.Action) -> (String, Style.Tone) {
        switch action {
        case .create, .resume: ("+", .green)
        case .update, .pause: ("~", .yellow)
        case .delete, .cancel: ("-", .red)
        case .complete: ("=", .blue)
        }
    }
}
