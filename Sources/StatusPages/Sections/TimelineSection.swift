import ScheduleEngine

/// What runs in the next 7 days: drawn, and as a table.
struct TimelineSection {
    let lanes: [TimelineLane]
    let comingUp: Int
    let now: Instant
    private static let mostRows = 14

    var markup: Markup {
        Section.of("next", "The next 7 days") {
            if lanes.isEmpty {
                Section.nothing("Nothing runs by the clock in the next 7 days.")
            } else {
                drawing
                table
            }
        }
    }

    private var drawing: Markup {
        let draw = TimelineDrawing(now: now)
        return tag("div", .class("timeline")) {
            draw.axis
            tag("ul") {
                for lane in lanes {
                    tag("li") {
                        tag("div", .class("who")) { CampaignLink.of(lane.campaignId, name: lane.name) }
                        draw.lane(lane)
                        tag("div", .class("when")) {
                            if let first = lane.upcoming.first?.first { Moment.both(first, now: now) }
                        }
                    }
                }
            }
            tag("p", .class("note")) {
                "A dot is a run, a bar many; shaded are quiet hours. Days are UTC’s."
                if comingUp > lanes.count {
                    " \(Wording.count(comingUp - lanes.count, "more campaign")) \(comingUp - lanes.count == 1 ? "runs" : "run") later in these days."
                }
            }
        }
    }

    private var table: Markup {
        let rows = lanes.flatMap { lane in lane.upcoming.map { (lane, $0) } }
            .sorted { ($0.1.first, $0.0.campaignId) < ($1.1.first, $1.0.campaignId) }
        return tag("details") {
            tag("summary") { "As a table" }
            NumberTable.of("What runs next", "upcoming", head: ["Time", "Local time", "Campaign", "Runs"]) {
                for (lane, stretch) in rows.prefix(Self.mostRows) {
                    tag("tr") {
                        tag("td") {
                            Moment.both(stretch.first, now: now)
                            if stretch.count > 1 {
                                " to "
                                Moment.utc(stretch.last, now: now)
                            }
                        }
                        tag("td") { Moment.local(stretch.first, in: lane.zone) }
                        tag("th", .row) { CampaignLink.of(lane.campaignId, name: lane.name) }
                        NumberTable.number(stretch.count)
                    }
                }
            }
            if rows.count > Self.mostRows {
                Section.nothing(
                    "And \(Wording.number(rows.count - Self.mostRows)) more; each campaign’s page has its own.")
            }
        }
    }
}
