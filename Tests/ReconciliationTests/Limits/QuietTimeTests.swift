import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing
import ZoneDatabase

@Suite struct QuietTimeTests {
    private let zones = SystemZoneDatabase()

    private func quiet(_ start: String, _ end: String, _ zone: String?) throws -> QuietTime? {
        let hours = QuietHours(
            enabled: true, start: try #require(LocalTime(start)), end: try #require(LocalTime(end)), timezone: zone)
        let campaign = Campaign(
            campaignId: "c", type: .recurring,
            schedule: ScheduleDeclaration(recurring: Recurring(pattern: .daily, timezone: "America/New_York")),
            targetAudience: TargetAudience(type: .all), messageConfig: MessageConfig(),
            deliverySettings: DeliverySettings(quietHours: hours))
        return try QuietTime(campaign, zones: zones)
    }

    private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    @Test func `hours that span midnight hold back both sides of it`() throws {
        let quiet = try #require(try quiet("22:00", "08:00", "UTC"))
        for (now, release) in [
            ("2026-06-01T21:59:59Z", nil), ("2026-06-01T22:00:00Z", "2026-06-02T08:00:00Z"),
            ("2026-06-02T07:59:59Z", "2026-06-02T08:00:00Z"), ("2026-06-02T08:00:00Z", nil),
        ] as [(String, String?)] {
            #expect(try quiet.release(at: instant(now)) == (try release.map(instant)), "\(now)")
        }
    }

    @Test func `hours within a day hold back that day`() throws {
        let quiet = try #require(try quiet("12:00", "14:00", "UTC"))
        #expect(try quiet.release(at: instant("2026-06-01T13:00:00Z")) == instant("2026-06-01T14:00:00Z"))
        #expect(try quiet.release(at: instant("2026-06-01T14:00:00Z")) == nil)
    }

    @Test func `without a zone of their own they are in the campaign's, over a change of the clocks too`() throws {
        let quiet = try #require(try quiet("22:00", "08:00", nil))
        // On 8 March 2026 the clocks of New York go forward: the night is an hour shorter.
        #expect(try quiet.release(at: instant("2026-03-08T04:00:00Z")) == instant("2026-03-08T12:00:00Z"))
        #expect(try quiet.release(at: instant("2026-03-07T04:00:00Z")) == instant("2026-03-07T13:00:00Z"))
    }

    @Test func `an end that the clocks jump over comes where they land`() throws {
        let quiet = try #require(try quiet("22:00", "02:30", "America/New_York"))
        #expect(try quiet.release(at: instant("2026-03-08T05:00:00Z")) == instant("2026-03-08T07:30:00Z"))
    }

    @Test func `a recipient's night is his own, and the campaign's where nothing is known of him`() throws {
        let quiet = try #require(try quiet("22:00", "08:00", "recipient"))
        let noon = try instant("2026-06-01T12:00:00Z")
        #expect(quiet.release(at: noon) == nil, "the run itself is not held back")
        #expect(quiet.release(at: noon, recipientZone: "Asia/Tokyo") == nil)
        #expect(
            try quiet.release(at: noon, recipientZone: "America/Los_Angeles") == instant("2026-06-01T15:00:00Z"))
        let night = try instant("2026-06-01T04:00:00Z")
        #expect(try quiet.release(at: night, recipientZone: nil) == instant("2026-06-01T12:00:00Z"))
        #expect(try quiet.release(at: night, recipientZone: "Mars/Olympus") == instant("2026-06-01T12:00:00Z"))
    }

    @Test func `hours that begin and end at one time are none`() throws {
        #expect(try quiet("22:00", "22:00", "UTC") == nil)
    }
}
