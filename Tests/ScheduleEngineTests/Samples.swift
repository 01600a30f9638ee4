import ScheduleEngine
import Testing
import ZoneDatabase

let systemZones = SystemZoneDatabase()

func instant(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text), "\(text) is no instant")
}

func time(_ text: String) throws -> LocalTime {
    try #require(LocalTime(text), "\(text) is no time")
}

/// A rule whose times and instants are written as people write them.
func rule(
    _ pattern: RecurrencePattern, at times: [String] = [], in zone: String, start: String? = nil, end: String? = nil,
    onGap: GapPolicy = .shift, onOverlap: OverlapPolicy = .first
) throws -> RecurrenceRule {
    RecurrenceRule(
        pattern: pattern, times: try times.map(time), zone: zone, start: try start.map(instant),
        end: try end.map(instant), onGap: onGap, onOverlap: onOverlap)
}

extension RecurrenceRule {
    func compiled(spread: TimeSpan = TimeSpan(seconds: 0)) throws -> CompiledSchedule {
        CompiledSchedule(Schedule(rule: .recurring(self), spread: spread), zone: try systemZones.rules(for: zone))
    }

    /// What happens in `after < t <= through`, as `2026-03-08T14:00:00Z`.
    func instants(_ after: String, _ through: String) throws -> [String] {
        try compiled().occurrences(after: instant(after), through: instant(through)).map(\.description)
    }
}

extension WeekdaySet {
    static let mondayWednesdayFriday = WeekdaySet(rawValue: 0b010_1010)
    static let mondayWednesday = WeekdaySet(rawValue: 0b000_1010)
    static let monday = WeekdaySet(rawValue: 0b000_0010)
    static let sunday = WeekdaySet(rawValue: 0b000_0001)
}
