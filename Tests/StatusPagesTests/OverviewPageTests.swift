import CampaignModel
import ScheduleEngine
import StatusPages
import TestSupport
import Testing

/// What stands at `/`.
@Suite struct OverviewPageTests {
    private func empty() -> OverviewPage {
        OverviewPage(
            now: SamplePages.now, total: 0, active: 0, skip: 0, campaigns: [], lanes: [], comingUp: 0, underWay: [],
            openRuns: 0, failures: [], periods: [], faults: PageFaults())
    }

    @Test func `where nothing is declared it says what to do`() throws {
        let text = try ReadPage(empty().html()).all("main").first?.text
        #expect(text?.contains("No campaigns yet: put a file into campaigns.d") == true)
    }

    @Test func `where all is well it says so`() throws {
        var page = SamplePages.overview()
        page.underWay = []
        page.openRuns = 0
        page.failures = []
        page.lanes = []
        let text = try #require(try ReadPage(page.html()).all("body").first?.text)
        #expect(text.contains("Nothing is running."))
        #expect(text.contains("Nothing failed."))
        #expect(text.contains("Nothing runs by the clock in the next 7 days."))
    }

    @Test func `a run under way says how far it is and what holds it back`() throws {
        let page = try ReadPage(SamplePages.overview(reason: "quiet hours").html())
        let progress = try #require(page.all("progress").first)
        #expect(progress.attributes["max"] == "2000")
        #expect(progress.attributes["value"] == "1250")
        let text = try #require(page.all("section").first?.text)
        #expect(text.contains("1\u{202F}250 of 2\u{202F}000 settled, 1\u{202F}240 delivered, 10 went without"))
        #expect(text.contains("quiet hours"))
    }

    @Test func `a failure says whom it concerned, when, and why`() throws {
        let sections = try ReadPage(SamplePages.overview(reason: "no such mailbox").html()).all("section")
        let text = try #require(sections.dropFirst().first?.text)
        #expect(text.contains("Weekly Newsletter"))
        #expect(text.contains("Thu\u{A0}10\u{A0}Dec 15:00\u{A0}UTC"))
        #expect(text.contains("no such mailbox ×\u{A0}17"))
        #expect(text.contains("2\u{A0}earlier runs too."))
    }

    @Test func `a hundred of ten thousand campaigns with the longest of texts stay below 200 KB`() throws {
        let long = String(repeating: "<\"&>", count: 2_000)
        let id = String(repeating: "i", count: 120)
        var page = SamplePages.overview(
            ids: (0..<OverviewPage.most).map { "\(id)-\($0)" }, name: long, reason: long, total: 10_000)
        page.underWay = Array(repeating: page.underWay[0], count: OverviewPage.mostRuns)
        page.failures = Array(repeating: page.failures[0], count: OverviewPage.mostRuns)
        page.lanes = page.lanes.map { lane in
            var lane = lane
            // As many as there can be.
            lane.upcoming = UpcomingStretch.merged((0..<56).map { SamplePages.now + .minutes($0 * 181) })
            return lane
        }
        page.campaigns = page.campaigns.map { summary in
            var summary = summary
            summary.history = (0..<OverviewPage.mostBars).flatMap { _ in [summary.history[1]] }
            return summary
        }
        let html = page.html()
        Attachment.record(html, named: "long.html")
        #expect(html.utf8.count < 200_000)
        #expect(try ReadPage(html).all("nav").count == 1)
    }

    @Test func `from the middle of ten thousand campaigns it leads to those before and behind`() throws {
        var page = SamplePages.overview(ids: (0..<100).map { "c\($0)" }, total: 10_000)
        page.skip = 200
        let read = try ReadPage(page.html())
        #expect(read.all("a").contains { $0.attributes["href"] == "?skip=200" && $0.text == "reload" })
        let links = read.all("a").filter { $0.attributes["rel"] != nil }
        #expect(links.map { $0.attributes["href"] } == ["?skip=100", "?skip=300"])
        #expect(read.all("nav").first?.text.contains("201–300 of 10\u{202F}000") == true)
    }

    @Test func `the first page is reached without a number, and the last leads no further`() throws {
        var page = SamplePages.overview(ids: (0..<50).map { "c\($0)" }, total: 150)
        page.skip = 100
        let links = try ReadPage(page.html()).all("a").filter { $0.attributes["rel"] != nil }
        #expect(links.map { $0.attributes["href"] } == ["./"])
    }

    @Test func `a campaign that never ran says so instead of drawing nothing`() throws {
        var page = SamplePages.overview()
        page.campaigns = [SamplePages.summary("new", status: .draft)]
        page.campaigns[0].nextRun = nil
        let row = try #require(try ReadPage(page.html()).all("table").first { $0.attributes["class"] == "campaigns" })
        #expect(row.text.contains("no run yet"))
        #expect(row.text.contains("no next run"))
    }

    @Test func `a campaign's bars are told in a sentence`() throws {
        let page = try ReadPage(SamplePages.overview().html())
        let bars = page.all("title").map(\.text)
        #expect(
            bars.contains(
                "The last 5\u{A0}entries: 1 running, 1 success, 1 partial, 1 failed, 1 skipped. The newest, of "
                    + "Mon\u{A0}14\u{A0}Dec 15:00 UTC: running, 1\u{202F}240 of 2\u{202F}000 delivered."))
    }
}
