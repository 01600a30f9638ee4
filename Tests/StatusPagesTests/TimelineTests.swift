import ScheduleEngine
import StatusPages
import TestSupport
import Testing

/// The drawing of the next 7 days.
@Suite struct TimelineTests {
    private func lanes(_ lanes: [TimelineLane], now: Instant) throws -> ReadPage {
        var page = SamplePages.overview()
        page.now = now
        page.lanes = lanes
        page.comingUp = lanes.count
        return try ReadPage(page.html())
    }

    private func attributes(_ page: ReadPage, _ name: String, within kind: String) -> [[String: String]] {
        page.all(name).filter { page.parent(of: $0)?.attributes["class"] == kind }.map(\.attributes)
    }

    @Test func `what comes every minute is one bar, and what is hours apart are dots`() throws {
        let now = at("2026-06-01T00:00:00Z")
        #expect(UpcomingStretch.merged((0..<10_080).map { now + .minutes($0) }).map(\.count) == [10_080])
        #expect(
            UpcomingStretch.merged((0..<7).map { now + .hours($0 * 4) }).map(\.count) == Array(repeating: 1, count: 7))
        #expect(UpcomingStretch.merged([Instant]()).isEmpty)
    }

    @Test func `a mark stands at its share of the week`() throws {
        let now = at("2026-06-01T00:00:00Z")
        let middle = now + .hours(84)
        let lane = TimelineLane(
            campaignId: "a", name: nil, zone: nil, upcoming: UpcomingStretch.merged([now, middle]),
            quiet: [now + .hours(42)..<now + .hours(84)])
        let page = try lanes([lane], now: now)
        #expect(attributes(page, "circle", within: "mark") == [["cx": "0%", "r": "4.5"], ["cx": "50%", "r": "4.5"]])
        let night = try #require(page.all("rect").first?.attributes)
        #expect(night["x"] == "25%")
        #expect(night["width"] == "25%")
    }

    @Test func `on the day that clocks change the local time stays and the UTC time moves`() throws {
        let zone = try TestZones().rules(for: "America/New_York")
        let now = at("2026-03-07T12:00:00Z")
        let runs = ["2026-03-07T14:00:00Z", "2026-03-08T13:00:00Z"].map(at)
        let lane = TimelineLane(campaignId: "a", name: nil, zone: zone, upcoming: UpcomingStretch.merged(runs))
        let page = try lanes([lane], now: now)
        let table = try #require(page.all("table").first { $0.attributes["class"] == "upcoming" })
        #expect(table.text.contains("Sat\u{A0}7\u{A0}Mar 14:00\u{A0}UTC in\u{A0}2h09:00\u{A0}New York"))
        #expect(table.text.contains("Sun\u{A0}8\u{A0}Mar 13:00\u{A0}UTC in\u{A0}1d\u{A0}1h09:00\u{A0}New York"))
    }

    @Test func `each day is named once, also in a week whose clocks change`() throws {
        for now in ["2026-03-27T09:30:00Z", "2026-10-23T23:59:59Z", "2026-12-29T00:00:00Z"].map(at) {
            let page = try lanes([SamplePages.lane("a")], now: now)
            let days = page.all("text").map(\.text)
            #expect((6...7).contains(days.count), "\(now)")
            #expect(Set(days).count == days.count, "\(now)")
        }
    }

    @Test func `campaigns that are not drawn are counted`() throws {
        var page = SamplePages.overview()
        page.comingUp = 77
        let text = try ReadPage(page.html()).all("main").first?.text
        #expect(text?.contains("76\u{A0}more campaigns run later in these days.") == true)
    }
}
