import ScheduleEngine

/// Each campaign in a row, and the way to the others.
struct CampaignSection {
    let campaigns: [CampaignSummary]
    let skip: Int
    let total: Int
    let now: Instant

    var markup: Markup {
        Section.of("campaigns", "Campaigns") {
            tag("p", .class("note")) {
                "Last runs, the newest on the right: filled is delivered, hollow went without, a cross failed, a dot was "
                    + "skipped."
            }
            tag("table", .class("campaigns")) {
                tag("caption", .class("unseen")) { "Campaigns" }
                tag("thead") {
                    tag("tr") {
                        for title in ["Campaign", "Status", "Next run", "Last runs", "Runs", "Delivered"] {
                            tag("th", .column) { title }
                        }
                    }
                }
                tag("tbody") {
                    for campaign in campaigns { row(campaign) }
                }
            }
            if total > campaigns.count { paging }
        }
    }

    private func row(_ campaign: CampaignSummary) -> Markup {
        tag("tr") {
            tag("th", .row) {
                CampaignLink.of(campaign.id, name: campaign.name)
                tag("span", .class("id")) { "\(campaign.id.shortened(to: 40)) · \(campaign.type.rawValue)" }
            }
            tag("td") { StatusMark.of(campaign.status) }
            tag("td") {
                if let next = campaign.nextRun {
                    Moment.both(next, now: now)
                    " "
                    Moment.local(next, in: campaign.zone)
                } else {
                    tag("span", .class("quiet")) { "no next run" }
                }
            }
            tag("td") { RunBars(campaign.history, most: OverviewPage.mostBars, now: now).markup }
            tag("td", .class(campaign.runCount == 0 ? "number zero" : "number")) {
                Wording.number(campaign.runCount)
            }
            tag("td", .class("number")) {
                if campaign.sent > 0 {
                    tag("strong") { Wording.number(campaign.delivered) }
                    tag("span", .class("quiet")) {
                        " · \(Wording.rate(delivered: campaign.delivered, sent: campaign.sent))"
                    }
                }
            }
        }
    }

    private var paging: Markup {
        tag("nav", .class("paging"), Attribute("aria-label", "Pages of campaigns")) {
            if skip > 0 {
                tag("a", Attribute("rel", "prev"), .href(Self.query(max(0, skip - OverviewPage.most)))) { "← previous" }
            }
            tag("span") {
                campaigns.isEmpty
                    ? "There are \(Wording.number(total))."
                    : "\(Wording.number(skip + 1))–\(Wording.number(skip + campaigns.count)) of \(Wording.number(total))"
            }
            if skip + campaigns.count < total, !campaigns.isEmpty {
                tag("a", Attribute("rel", "next"), .href(Self.query(skip + campaigns.count))) { "next →" }
            }
        }
    }

    /// The overview from there on, relative to it.
    static func query(_ skip: Int) -> String { skip == 0 ? "./" : "?skip=\(skip)" }
}
