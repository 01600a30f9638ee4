import ScheduleEngine

/// What is being sent now, and how far it is.
struct UnderWaySection {
    let runs: [RunUnderWay]
    let openRuns: Int
    let now: Instant

    var markup: Markup {
        Section.of("running", "Running") {
            if runs.isEmpty {
                Section.nothing("Nothing is running.")
            } else {
                tag("ul", .class("entries")) {
                    for run in runs { entry(run) }
                }
                if openRuns > runs.count {
                    Section.nothing("And \(Wording.count(openRuns - runs.count, "more run")).")
                }
            }
        }
    }

    private func entry(_ run: RunUnderWay) -> Markup {
        let record = run.record
        let counts = record.deliveries
        let settled = counts.audience - counts.pending
        return tag("li") {
            tag("h3") { CampaignLink.of(record.campaignId, name: run.name) }
            tag("p") {
                StatusMark.of(record.status)
                " · "
                Moment.both(record.scheduledFor, now: now)
            }
            if counts.audience > 0 {
                tag(
                    "progress", Attribute("max", "\(counts.audience)"), Attribute("value", "\(settled)"),
                    Attribute("aria-label", "settled of the audience")
                ) { "\(settled) of \(counts.audience)" }
                tag("p", .class("figures")) {
                    tag("strong") { Wording.number(settled) }
                    " of \(Wording.number(counts.audience)) settled, \(Wording.number(counts.sent)) delivered"
                    if counts.without > 0 { ", \(Wording.number(counts.without)) went without" }
                }
            }
            tag("p", .class("quiet")) { outlook(run) }
        }
    }

    private func outlook(_ run: RunUnderWay) -> Markup {
        if run.isPaused { return Markup(text: "Waits: the campaign is paused.") }
        if let held = run.held {
            return Markup(text: "Waits until ") + Moment.utc(held.until, now: now)
                + Markup(text: ": \(held.reason.shortened(to: 120))")
        }
        if let finish = run.finishBy { return Markup(text: "Done by ") + Moment.both(finish, now: now) }
        return Markup(text: run.record.beganAt == nil ? "Waits to begin." : "No limit holds it back.")
    }
}
