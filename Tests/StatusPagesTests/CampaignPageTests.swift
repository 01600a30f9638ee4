import CampaignModel
import ScheduleEngine
import StatusPages
import TestSupport
import Testing

/// One campaign's page.
@Suite struct CampaignPageTests {
    @Test func `it names the file and the line`() throws {
        let page = try ReadPage(SamplePages.campaign(file: "onboarding/first-week.yaml").html())
        #expect(page.all("dd").first?.text == "onboarding/first-week.yaml:3")
    }

    @Test func `variations stand side by side, with the share of those who got it`() throws {
        let page = try ReadPage(SamplePages.campaign(reason: "Standard").html())
        let table = try #require(page.all("table").first { $0.attributes["class"] == "variations" })
        #expect(table.text.contains("RecipientsMorningStandard"))
        #expect(table.text.contains("95.0\u{202F}%96.0\u{202F}%"))
    }

    @Test func `columns of nothing but zeros are left out of the history`() throws {
        let page = try ReadPage(SamplePages.campaign().html())
        let table = try #require(page.all("table").first { $0.attributes["class"] == "history" })
        #expect(table.text.contains("Failed"))
        #expect(!table.text.contains("Suppressed"))
    }

    @Test func `of a campaign whose file is gone it shows the history`() throws {
        var page = SamplePages.campaign(name: nil)
        page.isDeleted = true
        page.place.line = nil
        page.lane = nil
        page.facts = []
        let read = try ReadPage(page.html())
        let text = try #require(read.all("main").first?.text)
        #expect(text.contains("Its file is gone"))
        #expect(text.contains("weekly.yaml"))
        #expect(!text.contains("Next run"))
        #expect(!read.all("table").filter { $0.attributes["class"] == "history" }.isEmpty)
        #expect(read.all("h1").first?.text == "weekly")
    }

    @Test func `of one that never ran it says that nothing has come due`() throws {
        var page = SamplePages.campaign()
        page.campaign.history = []
        #expect(try ReadPage(page.html()).all("main").first?.text.contains("Nothing of it has come due yet.") == true)
    }

    @Test func `links lead back to where the overview is, below whatever path it stands`() throws {
        let links = try ReadPage(SamplePages.campaign().html()).all("a").compactMap { $0.attributes["href"] }
        #expect(links.contains("../"))
        #expect(links.contains("weekly"))
        #expect(links.allSatisfy { !$0.hasPrefix("/") })
    }
}
