import CampaignModel
import Foundation
import FoundationXML
import ScheduleEngine
import StateStore
import StatusPages
import TestSupport
import Testing
import ZoneDatabase

@testable import Commands

/// The pages are made of what the commands print. To look at them: `swift test --filter PageViewTests --attachments-path DIR`.
@Suite struct PageViewTests {
    private static let now = at("2026-12-14T15:02:30Z")

    private func withPages<Value>(of site: Site, _ body: (PageView) throws -> Value) throws -> Value {
        try CampaignSource(Choice(site)).withPages(body)
    }

    private struct Choice: TreeChoice {
        let config: String?
        let state: String?
        let now: Instant? = PageViewTests.now

        init(_ site: Site) {
            config = site.tree
            state = site.state
        }
    }

    private func page(_ view: PageView, _ path: String, keptAs name: String? = nil) throws -> String {
        let html = try #require(try view.page(at: path, skip: 0), "\(path)")
        if let name { Attachment.record(html, named: name) }
        #expect(XMLParser(data: Data(html.utf8)).parse(), "\(path)")
        return html
    }

    @Test func `after two rehearsed weeks the pages show what the commands say`() throws {
        let site = try Site.afterTwoWeeks()
        try withPages(of: site) { view in
            Attachment.record(ContentSecurityPolicy.value, named: "policy.txt")
            let overview = try OverviewView(view).page(skip: 0)
            let html = try page(view, "/", keptAs: "overview.html")
            #expect(html.utf8.count < 100_000)

            let now = "\(Self.now)"
            let listed = try site.json("list", "--now", now).items
            #expect(Set(overview.campaigns.map(\.id)) == Set(listed.compactMap { $0["campaignId"]?.text }))
            for campaign in overview.campaigns {
                let document = try #require(listed.first { $0["campaignId"]?.text == campaign.id })
                #expect(document["status"]?.text == campaign.status.rawValue)
                #expect(document["execution"]?["nextRunAt"]?.text == campaign.nextRun.map { "\($0)" })
            }
            let coming = try site.json("upcoming", "--now", now).items
            #expect(!coming.isEmpty)
            for lane in overview.lanes {
                let type = try view.entries([lane.campaignId])[lane.campaignId]?.declaration.campaign.type
                guard type != .triggerBased else { continue }
                let runs = coming.filter { $0["campaignId"]?.text == lane.campaignId }
                #expect(lane.upcoming.reduce(0) { $0 + $1.count } == runs.count, "\(lane.campaignId)")
            }
            #expect(overview.underWay.map(\.record.campaignId).contains("weekly-newsletter"))
            #expect(overview.failures.contains { $0.newest.campaignId == "win-back" && $0.newest.status == .partial })
            #expect(overview.failures.contains { $0.newest.campaignId == "vip-preview" && $0.newest.status == .failed })
            #expect(overview.failures.allSatisfy { !$0.reasons.isEmpty || $0.newest.reason != nil })
            // What is pressing comes first.
            #expect(Set(overview.campaigns.prefix(3).map(\.id)).isSuperset(of: ["vip-preview", "weekly-newsletter"]))

            for id in ["weekly-newsletter", "camp789", "win-back", "stock-pulse"] {
                let html = try page(view, "/campaigns/\(id)", keptAs: "\(id).html")
                let file = try #require(try view.entries([id])[id]).declaration.file
                let line = try #require(
                    try String(contentsOfFile: "\(site.tree)/\(file)", encoding: .utf8).components(separatedBy: "\n")
                        .firstIndex { $0.hasPrefix("campaignId:") })
                #expect(html.contains("\(file):\(line + 1)<"), "\(id)")
                let history = try site.json("history", id, "--now", now)["executions"]?.items ?? []
                #expect(try CampaignView(view).page(of: id)?.campaign.history.count == history.count, "\(id)")
            }
        }
    }

    @Test func `a campaign whose file is gone keeps its page, and one that never was has none`() throws {
        let site = try Site.greeting(["once.yaml": Samples.once("once", at: "2026-12-14T10:00:00Z")])
        try site.run("run", "--now", "2026-12-14T09:59:00Z")
        try site.run("run", "--now", "2026-12-14T10:00:05Z")
        try site.write("other.yaml", Samples.once("other", at: "2026-12-24T10:00:00Z"))
        try site.remove("once.yaml")
        try site.run("run", "--now", "2026-12-14T10:01:05Z")
        try withPages(of: site) { view in
            let own = try page(view, "/campaigns/once")
            #expect(own.contains("Its file is gone"))
            let overview = try page(view, "/")
            #expect(!overview.contains("campaigns/once"))
            for path in ["/campaigns/nobody", "/campaigns/", "/campaigns", "/campaigns/other/", "/x", ""] {
                #expect(try view.page(at: path, skip: 0) == nil, "\(path)")
            }
        }
    }

    @Test func `an empty tree without a state file has a page that says what to do`() throws {
        let site = try Site()
        let html = try withPages(of: site) { try page($0, "/") }
        #expect(html.contains("No campaigns yet"))
        #expect(FileManager.default.fileExists(atPath: site.tree))
    }

    @Test func `faults in the tree are on the page, and so is a tree that is gone`() throws {
        let site = try Site.greeting(["once.yaml": Samples.once("once", at: "2026-12-24T10:00:00Z")])
        try site.run("run", "--now", "2026-12-14T09:59:00Z")
        let sound = try withPages(of: site) { try page($0, "/") }
        #expect(!sound.contains("Held back by faults"))
        try site.write("other.yaml", "campaignId: other\ntype: [\n")
        let faulty = try withPages(of: site) { try page($0, "/") }
        #expect(faulty.contains("other.yaml:3:1") && faulty.contains("INVALID_YAML"))
        #expect(faulty.contains("campaigns/once"))
        try FileManager.default.removeItem(atPath: site.tree)
        let gone = try withPages(of: site) { try page($0, "/") }
        #expect(gone.contains("The tree can’t be read at the moment") && gone.contains("campaigns/once"))
    }

    @Test func `whoever skips too many campaigns sees the last page`() throws {
        let campaigns = (0..<103).map {
            ("c\($0).yaml", Samples.recurring("c\($0)", "pattern: daily, timeOfDay: \"09:00\""))
        }
        let site = try Site.greeting(Dictionary(uniqueKeysWithValues: campaigns))
        try withPages(of: site) { view in
            let page = try OverviewView(view).page(skip: 5_000)
            #expect(page.skip == 100)
            #expect(page.campaigns.count == 3)
            #expect(page.lanes.count == OverviewPage.mostLanes)
            #expect(page.comingUp == 103)
            #expect(!FileManager.default.fileExists(atPath: site.state))
        }
    }
}
