import ScheduleEngine

/// A moment as an element: for people in UTC and from now, for programs as RFC 3339.
enum Moment {
    /// `Mon 7 Dec 15:00 UTC`
    static func utc(_ instant: Instant, now: Instant) -> Markup {
        tag("time", Attribute("datetime", "\(instant)")) { "\(Wording.moment(instant, now: now))\u{A0}UTC" }
    }

    /// The same with `in 3h 20m` behind it.
    static func both(_ instant: Instant, now: Instant) -> Markup {
        utc(instant, now: now) + Markup(text: " ")
            + tag("span", .class("quiet")) { Wording.relative(instant, to: now) }
    }

    /// `10:00 New York`, with its day where that differs from UTC's; nothing where the clocks there show UTC.
    static func local(_ instant: Instant, in zone: ZoneRules?) -> Markup {
        guard let zone, zone.offset(at: instant) != 0 else { return .nothing }
        let (date, time) = zone.local(instant)
        let day = date == ZoneRules.utc.local(instant).date ? "" : "\(EnglishNames.weekdays[date.weekday])\u{A0}"
        return tag("span", .class("local"), Attribute("title", "\(zone.identifier)")) {
            "\(day)\(time)\u{A0}\(Wording.place(zone.identifier))"
        }
    }
}
