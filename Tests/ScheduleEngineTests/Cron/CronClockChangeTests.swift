import ScheduleEngine
import Testing

/// New York: 02:00–03:00 is missing on 2026-03-08, and 01:00–02:00 comes twice on 2026-11-01.
struct CronClockChangeTests {
    private func instants(
        _ expression: String, _ after: String, _ through: String, onGap: GapPolicy = .shift, _ onOverlap: OverlapPolicy
    ) throws -> [String] {
        try rule(.cron(CronExpression(expression)), in: "America/New_York", onGap: onGap, onOverlap: onOverlap)
            .instants(after, through)
    }

    @Test
    func `every half hour goes on evenly through the doubled hour and the missing one`() throws {
        #expect(
            try instants("*/30 * * * *", "2026-11-01T04:30:00Z", "2026-11-01T07:30:00Z", .both) == [
                "2026-11-01T05:00:00Z", "2026-11-01T05:30:00Z", "2026-11-01T06:00:00Z", "2026-11-01T06:30:00Z",
                "2026-11-01T07:00:00Z", "2026-11-01T07:30:00Z",
            ])
        #expect(
            try instants("*/30 * * * *", "2026-03-08T06:00:00Z", "2026-03-08T08:00:00Z", .both) == [
                "2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z", "2026-03-08T07:30:00Z", "2026-03-08T08:00:00Z",
            ])
    }

    @Test
    func `an hour of the day that comes twice happens at its first, and one that is missing an hour later`() throws {
        #expect(
            try instants("30 1 * * *", "2026-11-01T00:00:00Z", "2026-11-02T12:00:00Z", .first) == [
                "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z",
            ])
        #expect(
            try instants("30 2 * * SUN", "2026-03-07T00:00:00Z", "2026-03-16T00:00:00Z", .first) == [
                "2026-03-08T07:30:00Z", "2026-03-15T06:30:00Z",
            ])
        #expect(
            try instants("30 2 8 3 *", "2026-01-01T00:00:00Z", "2027-12-31T00:00:00Z", onGap: .skip, .first)
                == ["2027-03-08T07:30:00Z"])
    }
}
