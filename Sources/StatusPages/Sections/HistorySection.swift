import CampaignModel
import ScheduleEngine

/// What became of a campaign's occurrences, the newest first.
struct HistorySection {
    let campaign: CampaignSummary
    let now: Instant
    private static let mostCharacters = 400

    private struct Column: Sendable {
        var title: String
        var value: @Sendable (DeliveryCounts) -> Int
        var isAlways = false
    }

    private static let columns = [
        Column(title: "Audience", value: { $0.audience }, isAlways: true),
        Column(title: "Delivered", value: { $0.sent }, isAlways: true),
        Column(title: "Failed", value: { $0.failed }, isAlways: true),
        Column(title: "Suppressed", value: { $0.suppressed }), Column(title: "Held out", value: { $0.holdout }),
        Column(title: "Expired", value: { $0.expired }), Column(title: "Uncertain", value: { $0.uncertain }),
        Column(title: "Cancelled", value: { $0.cancelled }), Column(title: "Pending", value: { $0.pending }),
    ]

    var markup: Markup {
        let history = Array(campaign.history.prefix(CampaignPage.mostRuns))
        return Section.of("history", "History") {
            if history.isEmpty {
                Section.nothing("Nothing of it has come due yet.")
            } else {
                tag("p", .class("chart")) {
                    RunBars(history, most: CampaignPage.mostBars, now: now, barWidth: 8, height: 72).markup
                }
                tag("p", .class("note")) {
                    "The newest on the right: filled is delivered, hollow went without, a cross failed, a dot was skipped."
                }
                table(history)
                if history.count == CampaignPage.mostRuns {
                    tag("p", .class("note")) {
                        "The last \(CampaignPage.mostRuns) are shown. "
                        tag("a", .href("../api/v1/scheduled-" + CampaignLink.path(campaign.id) + "/history?limit=100"))
                        {
                            "The last 100 as JSON"
                        }
                        "."
                    }
                }
            }
        }
    }

    private func table(_ history: [ExecutionRecord]) -> Markup {
        // A column of nothing but zeros says nothing.
        let columns = Self.columns.filter { column in
            column.isAlways || history.contains { column.value($0.deliveries) > 0 }
        }
        return NumberTable.of(
            "History", "history", head: ["Scheduled for", "Status"] + columns.map(\.title) + ["Took", "Why"]
        ) {
            for record in history {
                tag("tr") {
                    tag("th", .row) {
                        Moment.utc(record.scheduledFor, now: now)
                        " "
                        Moment.local(record.scheduledFor, in: campaign.zone)
                        if record.count > 1 {
                            tag("span", .class("quiet")) { " and \(Wording.count(record.count - 1, "more", "more"))" }
                        }
                    }
                    tag("td") {
                        StatusMark.of(record.status)
                        if record.trigger != .schedule, record.status != .skipped {
                            tag("span", .class("quiet")) { " \(record.trigger.rawValue)" }
                        }
                    }
                    for column in columns { cell(column, record) }
                    tag("td", .class("number quiet"), Attribute("data-name", "Took")) { took(record) }
                    tag("td", .class("words")) {
                        if let reason = record.reason { tag("bdi") { reason.shortened(to: Self.mostCharacters) } }
                    }
                }
            }
        }
    }

    private func cell(_ column: Column, _ record: ExecutionRecord) -> Markup {
        record.status == .skipped
            ? tag("td") {} : NumberTable.number(column.value(record.deliveries), of: column.title)
    }

    private func took(_ record: ExecutionRecord) -> String {
        record.beganAt.map { Wording.length(((record.endedAt ?? now) - $0).seconds) } ?? ""
    }
}
