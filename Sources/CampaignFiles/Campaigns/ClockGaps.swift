import ScheduleEngine

/// The local times that the clocks of each zone jump over in the next two years, looked up once for a reading.
final class ClockGaps {
    /// One jump forward. Local times are seconds since 1970-01-01T00:00 on the zone's clock.
    struct Gap {
        /// The first local time that is missing, and the first one that is there again.
        let from: Int64
        let to: Int64
        /// Seconds east of UTC.
        let offsetBefore: Int64
        let offsetAfter: Int64

        func skips(_ time: LocalTime) -> Bool {
            let second = Int64(time.secondOfDay)
            let start = from - from.flooredRemainder(86_400)
            return (from..<to).contains(start + second) || (from..<to).contains(start + 86_400 + second)
        }
    }

    struct Forecast {
        let rules: ZoneRules
        let gaps: [Gap]
    }

    private static let reach = TimeSpan.days(2 * 366)

    private let zones: ZoneNames
    private let now: Instant
    private var known: [String: Forecast] = [:]

    init(zones: ZoneNames, now: Instant) {
        self.zones = zones
        self.now = now
    }

    /// Nil where there is no such zone.
    func forecast(for zone: String) -> Forecast? {
        if let forecast = known[zone] { return forecast }
        guard let rules = zones.rules(for: zone) else { return nil }
        let forecast = Forecast(rules: rules, gaps: gaps(rules))
        known[zone] = forecast
        return forecast
    }

    private func gaps(_ rules: ZoneRules) -> [Gap] {
        var gaps: [Gap] = []
        var time = now
        while let change = rules.nextTransition(after: time), change.at <= now + ClockGaps.reach {
            if change.offsetAfter > change.offsetBefore {
                gaps.append(
                    Gap(
                        from: change.at.seconds + Int64(change.offsetBefore),
                        to: change.at.seconds + Int64(change.offsetAfter), offsetBefore: Int64(change.offsetBefore),
                        offsetAfter: Int64(change.offsetAfter)))
            }
            time = change.at
        }
        return gaps
    }
}

extension Int64 {
    /// 0 ..< divisor, before 1970 too. The divisor must be 1 or more.
    func flooredRemainder(_ divisor: Int64) -> Int64 {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
