import CampaignModel
import Reconciliation
import ScheduleEngine
import Testing
import ZoneDatabase

@Suite struct ForecastTests {
    private let now = Instant(seconds: 1_780_000_000)

    @Test func `without limits it is done at once`() {
        #expect(Forecast.finish(of: 1_000, limit: nil, quiet: nil, from: now) == now)
    }

    @Test func `a limit spreads what a minute's worth doesn't cover`() throws {
        let limit = HourlyLimit(
            DeliverySettings(rateLimiting: RateLimiting(enabled: true, messagesPerHour: 600)))
        // 10 at once, then one each 6 seconds.
        #expect(Forecast.finish(of: 173, limit: limit, quiet: nil, from: now) == now + TimeSpan(seconds: 163 * 6))
        #expect(Forecast.finish(of: 10, limit: limit, quiet: nil, from: now) == now)
    }

    @Test func `quiet hours in between move the end on by their length`() throws {
        let settings = DeliverySettings(
            rateLimiting: RateLimiting(enabled: true, messagesPerHour: 60),
            quietHours: QuietHours(
                start: try #require(LocalTime("22:00")), end: try #require(LocalTime("08:00")), timezone: "UTC"))
        let campaign = Campaign(
            campaignId: "c", type: .oneTime, schedule: ScheduleDeclaration(),
            targetAudience: TargetAudience(type: .all), messageConfig: MessageConfig(), deliverySettings: settings)
        let quiet = try QuietTime(campaign, zones: SystemZoneDatabase())
        let evening = try #require(Instant(rfc3339: "2026-06-01T21:00:00Z"))
        // An hour is left of the evening; the second hour of work is the next morning's.
        #expect(
            Forecast.finish(of: 121, limit: HourlyLimit(settings), quiet: quiet, from: evening)
                == Instant(rfc3339: "2026-06-02T09:00:00Z"))
    }
}
