import CampaignModel
import ScheduleEngine

/// A campaign's last runs as bars, the oldest on the left: filled what was delivered, hollow above it who went without, a
/// cross below a run that failed, a dot for what was skipped.
struct RunBars {
    /// Oldest first.
    let records: [ExecutionRecord]
    let now: Instant
    /// In pixels.
    let barWidth: Int
    let height: Int

    /// - Parameter history: newest first; tests are left out.
    init(_ history: [ExecutionRecord], most: Int, now: Instant, barWidth: Int = 6, height: Int = 22) {
        records = Array(history.filter { $0.trigger != .test }.prefix(most).reversed())
        self.now = now
        self.barWidth = barWidth
        self.height = height
    }

    private var step: Int { barWidth + 3 }
    /// The foot has room for a cross.
    private static let foot = 9

    var markup: Markup {
        guard !records.isEmpty else { return tag("span", .class("quiet")) { "no run yet" } }
        var full = ""
        var hollow = ""
        var waiting = ""
        var crosses = ""
        var dots = ""
        let most = max(1, records.reduce(0) { max($0, $1.deliveries.audience) })
        for (index, record) in records.enumerated() {
            let x = index * step + 1
            let counts = record.deliveries
            if record.status == .skipped || record.status == .cancelled && counts.audience == 0 {
                dots += "M\(x + barWidth / 2) \(height - 2)h.01"
                continue
            }
            let delivered = pixels(counts.sent, of: most)
            let without = pixels(counts.without, of: most)
            let open = pixels(counts.pending, of: most)
            // A run in which nobody was to get anything has its place too.
            full += "M\(x + barWidth / 2) \(height)v-\(max(1, delivered))"
            if without > 0 { hollow += box(x, from: max(1, delivered), tall: without) }
            if open > 0 { waiting += box(x, from: max(1, delivered) + without, tall: open) }
            if record.status == .failed {
                let (left, right) = (x, x + barWidth)
                let (top, low) = (height + 2, height + 2 + barWidth)
                crosses += "M\(left) \(top)L\(right) \(low)M\(right) \(top)L\(left) \(low)"
            }
        }
        return tag(
            "svg", .class("bars"), Attribute("role", "img"), Attribute("width", "\(records.count * step)"),
            Attribute("height", "\(height + max(Self.foot, barWidth + 3))")
        ) {
            tag("title") { sentence }
            for (kind, path) in [
                (barWidth > 6 ? "wide" : "full", full), ("hollow", hollow), ("open", waiting), ("crosses", crosses),
                ("dots", dots),
            ] where !path.isEmpty {
                tag("path", .class(kind), Attribute("d", path))
            }
            if barWidth > 6 {
                tag("path", .class("ground"), Attribute("d", "M0 \(height).5h\(records.count * step)"))
            }
        }
    }

    /// Anybody at all is one pixel at least.
    private func pixels(_ count: Int, of most: Int) -> Int {
        count <= 0 ? 0 : max(1, Int((Double(count) / Double(most) * Double(height - 1)).rounded()))
    }

    /// An outline that stands so far above the ground, its stroke within.
    private func box(_ x: Int, from: Int, tall: Int) -> String {
        "M\(x).5 \(height - from).5v-\(tall)h\(barWidth - 1)v\(tall)z"
    }

    private var sentence: String {
        let kinds = ExecutionStatus.allCases.compactMap { status -> String? in
            let count = records.reduce(0) { $0 + ($1.status == status ? max(1, $1.count) : 0) }
            return count == 0 ? nil : "\(Wording.number(count)) \(status.rawValue)"
        }
        var text = "The last \(Wording.count(records.count, "entry", "entries")): \(kinds.joined(separator: ", "))."
        if let last = records.last {
            text += " The newest, of \(Wording.moment(last.scheduledFor, now: now)) UTC: \(last.status.rawValue)"
            if last.deliveries.audience > 0 { text += ", \(Self.delivered(last.deliveries))" }
            text += "."
        }
        return text
    }

    static func delivered(_ counts: DeliveryCounts) -> String {
        "\(Wording.number(counts.sent)) of \(Wording.number(counts.audience)) delivered"
    }
}

extension DeliveryCounts {
    /// Those who were to get it and didn't, or perhaps didn't.
    var without: Int { failed + expired + uncertain }
}
