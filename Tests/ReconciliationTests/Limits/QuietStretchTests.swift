import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

/// The stretches that are drawn are those in which a run is held back.
@Suite struct QuietStretchTests {
    private func quiet(_ start: String, _ end: String, _ zone: String) throws -> QuietTime {
        var campaign = Samples.campaign()
        campaign.deliverySettings.quietHours = QuietHours(start: clock(start), end: clock(end), timezone: zone)
        return try #require(try QuietTime(campaign, zones: TestZones()))
    }

    @Test func `a night in New York begins an hour earlier in UTC once the clocks have gone forward`() throws {
        let stretches = try quiet("22:00", "08:00", "America/New_York")
            .stretches(from: at("2026-03-07T13:00:00Z"), through: at("2026-03-10T00:00:00Z"))
        #expect(
            stretches == [
                at("2026-03-08T03:00:00Z")..<at("2026-03-08T12:00:00Z"),
                at("2026-03-09T02:00:00Z")..<at("2026-03-09T12:00:00Z"),
            ])
    }

    @Test func `it begins with a night that is under way, and ends within the last`() throws {
        let stretches = try quiet("22:00", "08:00", "UTC")
            .stretches(from: at("2026-06-01T03:00:00Z"), through: at("2026-06-01T23:00:00Z"))
        #expect(
            stretches == [
                at("2026-06-01T03:00:00Z")..<at("2026-06-01T08:00:00Z"),
                at("2026-06-01T22:00:00Z")..<at("2026-06-01T23:00:00Z"),
            ])
    }

    @Test func `where clocks go back to before the beginning, quiet begins twice`() throws {
        let stretches = try quiet("01:30", "08:00", "America/New_York")
            .stretches(from: at("2026-11-01T04:00:00Z"), through: at("2026-11-01T20:00:00Z"))
        #expect(
            stretches == [
                at("2026-11-01T05:30:00Z")..<at("2026-11-01T06:00:00Z"),
                at("2026-11-01T06:30:00Z")..<at("2026-11-01T13:00:00Z"),
            ])
    }

    @Test func `where clocks jump over the beginning, quiet begins where they jump`() throws {
        let stretches = try quiet("02:30", "08:00", "America/New_York")
            .stretches(from: at("2026-03-08T04:00:00Z"), through: at("2026-03-08T20:00:00Z"))
        #expect(stretches == [at("2026-03-08T07:00:00Z")..<at("2026-03-08T12:00:00Z")])
    }

    @Test func `hours of the recipients' own are none of the run's`() throws {
        #expect(
            try quiet("22:00", "08:00", "recipient")
                .stretches(from: at("2026-06-01T00:00:00Z"), through: at("2026-06-08T00:00:00Z")).isEmpty)
    }

    @Test(arguments: [7, 19, 2026])
    func `a minute is within a stretch exactly when a run is held back in it`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let zones = ["UTC", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu"]
        for _ in 0..<60 {
            let zone = random.pick(zones)
            // The hours at which clocks change come up more often than others.
            func time() -> String {
                let quarter = random.oneIn(2) ? random.number(0...14) : random.number(0...95)
                return "\(LocalTime(secondOfDay: quarter * 900) ?? clock("00:00"))"
            }
            let (start, end) = (time(), time())
            guard start != end else { continue }
            let quiet = try quiet(start, end, zone)
            // The weeks in which clocks change come up more often than others.
            let from =
                at(
                    random.pick(["2026-03-05", "2026-03-26", "2026-04-02", "2026-10-01", "2026-10-22", "2026-10-29"])
                        + "T00:00:00Z")
                + .minutes(Int64(random.number(0...2_880)))
            let through = from + .days(7)
            let stretches = quiet.stretches(from: from, through: through)
            for _ in 0..<200 {
                let moment = from + .minutes(Int64(random.number(0...10_079)))
                let isIn = stretches.contains { $0.contains(moment) }
                #expect(
                    isIn == (quiet.release(at: moment) != nil),
                    "seed \(seed): \(start) to \(end) in \(zone) at \(moment), of \(stretches)")
            }
        }
    }
}
