import ScheduleEngine

/// Where a moment of the 7 days from now stands, in percent of the width, as SVG takes it. Shares of the width
/// rather than a view box, so that dots stay round and letters legible on every screen.
struct TimelineScale {
    let now: Instant

    static let span = TimeSpan.days(7)
    var end: Instant { now + Self.span }

    func share(_ instant: Instant) -> String {
        Self.percent(tenths(instant))
    }

    func width(_ range: Range<Instant>) -> String {
        Self.percent(tenths(range.upperBound) - tenths(range.lowerBound))
    }

    /// UTC's midnights within, ascending.
    var midnights: [Instant] {
        let (today, time) = ZoneRules.utc.local(now)
        let first: Int64 = time.secondOfDay == 0 ? 0 : 1
        return (first...7).map { Instant(seconds: (today.days + $0) * 86_400) }.filter { $0 < end }
    }

    /// In tenths of a percent: less than a pixel on most screens.
    private func tenths(_ instant: Instant) -> Int64 {
        min(max(0, (instant - now).seconds), Self.span.seconds) * 1_000 / Self.span.seconds
    }

    private static func percent(_ tenths: Int64) -> String {
        "\(tenths / 10)\(tenths % 10 == 0 ? "" : ".\(tenths % 10)")%"
    }
}
