import ScheduleEngine

/// Draws the coming 7 days: the days' names, and one lane a campaign.
struct TimelineDrawing {
    let now: Instant
    private let scale: TimelineScale

    init(now: Instant) {
        self.now = now
        scale = TimelineScale(now: now)
    }

    /// A day of which less is left, at either end, has no room for its name.
    private static let leastOfADay = TimeSpan.hours(16)

    var axis: Markup {
        tag("svg", .class("axis"), Attribute("role", "img"), Attribute("width", "100%"), Attribute("height", "18")) {
            tag("title") { "The 7 days from \(Wording.moment(now, now: now)) UTC" }
            if (scale.midnights.first ?? scale.end) - now >= Self.leastOfADay {
                tag("text", Attribute("y", "13")) { "now" }
            }
            for midnight in scale.midnights where scale.end - midnight >= Self.leastOfADay {
                tag("text", Attribute("x", scale.share(midnight)), Attribute("dx", "4"), Attribute("y", "13")) {
                    let date = ZoneRules.utc.local(midnight).date
                    return Markup(text: "\(EnglishNames.weekdays[date.weekday]) \(date.components.day)")
                }
            }
        }
    }

    func lane(_ lane: TimelineLane) -> Markup {
        tag("svg", .class("lane"), Attribute("role", "img"), Attribute("width", "100%"), Attribute("height", "34")) {
            tag("title") { lane.sentence(now: now) }
            for quiet in lane.quiet {
                tag(
                    "rect", .class("night"), Attribute("x", scale.share(quiet.lowerBound)),
                    Attribute("width", scale.width(quiet)), Attribute("height", "100%"))
            }
            for midnight in scale.midnights {
                let x = scale.share(midnight)
                tag("line", .class("day"), Attribute("x1", x), Attribute("x2", x), Attribute("y2", "100%"))
            }
            tag("g", .class("mark"), Attribute("transform", "translate(0 17)")) {
                for stretch in lane.upcoming {
                    if stretch.count == 1 {
                        tag("circle", Attribute("cx", scale.share(stretch.first)), Attribute("r", "4.5"))
                    } else {
                        tag(
                            "line", Attribute("x1", scale.share(stretch.first)),
                            Attribute("x2", scale.share(stretch.last)))
                    }
                }
            }
        }
    }
}
