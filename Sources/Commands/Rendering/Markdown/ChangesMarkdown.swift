import Reconciliation

/// What changes, field by field.
struct ChangesMarkdown {
    let changes: [CampaignChange]
    /// By campaignId.
    let differences: [String: [FieldChange]]

    func render() -> String {
        var table = MarkdownTable([
            ("Change", false), ("Campaign", false), ("Field", false), ("Before", false), ("After", false),
        ])
        for change in changes {
            var start = [change.action.rawValue, Markdown.code(change.campaignId)]
            guard let fields = differences[change.campaignId], !fields.isEmpty else {
                table.add(start + [change.fields.map(Markdown.code).joined(separator: ", ")])
                continue
            }
            for field in fields {
                let values = field.values(width: 60)
                table.add(start + [field.field, values.before, values.after].map(Markdown.code))
                start = ["", ""]
            }
        }
        return table.render(summary: changes.count == 1 ? "1 change" : "\(changes.count) changes")
    }
}
