import CampaignModel

/// A campaign's variations side by side, over the runs of the history that have ended.
struct VariationSection {
    private struct Column {
        var name: String
        var audience = 0
        var sent = 0
        var failed = 0
    }
    private let columns: [Column]
    private let runs: Int
    /// More stand in the history.
    private static let most = 12

    init(history: [ExecutionRecord]) {
        var columns: [String: Column] = [:]
        let counted = history.filter { !$0.variations.isEmpty && $0.trigger != .test }
        for counts in counted.flatMap(\.variations) {
            columns[counts.name, default: Column(name: counts.name)].audience += counts.audience
            columns[counts.name]?.sent += counts.sent
            columns[counts.name]?.failed += counts.failed
        }
        self.columns = Array(columns.values.sorted { $0.name < $1.name }.prefix(Self.most))
        runs = counted.count
    }

    var markup: Markup {
        guard !columns.isEmpty else { return .nothing }
        return Section.of(
            "variations", "Variations", note: "Of the last \(Wording.count(runs, "run")) with variations."
        ) {
            NumberTable.of(
                "Variations side by side", "variations",
                head: ["Recipients"] + columns.map { $0.name.shortened(to: 120) }
            ) {
                row("In the audience") { NumberTable.number($0.audience) }
                row("Delivered") { NumberTable.number($0.sent) }
                row("Failed") { NumberTable.number($0.failed) }
                row("Delivered, of the audience") { column in
                    tag("td", .class("number")) {
                        share(column)
                        Wording.rate(delivered: column.sent, sent: column.audience)
                    }
                }
            }
        }
    }

    private func row(_ name: String, _ cell: (Column) -> Markup) -> Markup {
        tag("tr") {
            tag("th", .row) { name }
            for column in columns { cell(column) }
        }
    }

    /// Beside the number, which says the same.
    private func share(_ column: Column) -> Markup {
        let width = column.audience > 0 ? min(64, column.sent * 64 / column.audience) : 0
        return tag("svg", .class("share"), .hidden, Attribute("width", "65"), Attribute("height", "9")) {
            tag(
                "rect", .class("hollow"), Attribute("x", "0.5"), Attribute("y", "0.5"), Attribute("width", "64"),
                Attribute("height", "8"))
            tag(
                "rect", .class("full"), Attribute("x", "0.5"), Attribute("y", "0.5"), Attribute("width", "\(width)"),
                Attribute("height", "8"))
        }
    }
}
