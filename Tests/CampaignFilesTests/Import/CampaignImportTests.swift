@testable import CampaignFiles
import CampaignModel
import TestSupport
import Testing

@Suite struct CampaignImportTests {
    private func campaigns(_ text: String) throws -> [ImportedCampaign] {
        try CampaignImport(Array(text.utf8)).campaigns.map { try $0.get() }
    }

    private func value(_ text: String) -> JSONValue? {
        Array(text.utf8).withUnsafeBufferPointer { YAMLSource.parse($0).root }.map { JSONValue($0) }
    }

    @Test(arguments: [
        ReferenceBodies.oneTime, ReferenceBodies.recurring, ReferenceBodies.triggered,
    ])
    func `the reference's bodies say the same as files, alone, in a list and in a response`(_ body: String) throws {
        for text in [body, "[\(body)]", "{\"success\": true, \"data\": \(body)}", "{\"data\": [\(body)]}"] {
            let campaign = try #require(try campaigns(text).first)
            #expect(value(campaign.content) == value(body), "\(campaign.content)")
            #expect(campaign.serverFields.isEmpty && campaign.unknownFields.isEmpty)
        }
    }

    @Test func `the reference's list response is written without what is the server's own`() throws {
        let campaign = try #require(try campaigns(ReferenceResponses.list).first)
        #expect(
            campaign.content == """
                campaignId: camp123
                campaignName: Weekly Newsletter
                type: recurring
                status: active
                schedule:
                  recurring:
                    pattern: weekly
                    daysOfWeek: [1]
                    timeOfDay: "10:00"
                    timezone: America/New_York
                targetAudience:
                  type: segment
                  segmentId: seg123

                """)
        #expect(campaign.serverFields == ["_id", "execution", "statistics"])
        #expect(campaign.notes.map { $0.prefix(24) } == ["it has no messageConfig,"])
    }

    @Test func `a database's ids are left out wherever they are, foreign names are kept in their order`() throws {
        let campaign = try #require(
            try campaigns(
                """
                {"campaignId": "a", "owner": "me", "messageConfig": {"_id": 1, "variations": [{"_id": 2, "weight": 1, "name": "A"}]},
                 "schedule": {"triggers": [{"conditions": {"source": "x", "event": "y", "_id": 3}, "type": "user_event"}]}}
                """
            ).first)
        #expect(campaign.serverFields == ["messageConfig._id", "messageConfig.variations._id"])
        #expect(campaign.unknownFields == ["owner"])
        #expect(
            campaign.content
                == """
                campaignId: a
                schedule:
                  triggers:
                    - type: user_event
                      conditions:
                        source: x
                        event: "y"
                        _id: 3
                messageConfig:
                  variations:
                    - name: A
                      weight: 1

                """.replacing("_id: 3", with: "\"_id\": 3"))
    }

    @Test(arguments: [
        ("active", "active"), ("paused", "paused"), ("draft", "draft"), ("cancelled", "cancelled"),
        ("scheduled", "active"), ("completed", "cancelled"), ("failed", "cancelled"), ("sleeping", "sleeping"),
    ])
    func `a status becomes one that can be declared, and that is said`(_ status: String, _ declared: String) throws {
        let text = #"{"campaignId": "a", "status": "\#(status)", "messageConfig": {}}"#
        let campaign = try #require(try campaigns(text).first)
        #expect(campaign.content.contains("status: \(declared)\n"))
        #expect(campaign.notes == (status == declared ? [] : ["its status \(status) became \(declared)"]))
    }

    @Test(arguments: [
        "../x", "/etc/passwd", "a/b", ".hidden", "_defaults", "", " a", "a\\u0000", "a\\nb", "é",
        String(repeating: "a", count: 129),
    ])
    func `an id that could climb out of the tree is refused`(_ id: String) throws {
        let results = try CampaignImport(Array(#"[{"campaignId": "\#(id)"}, {"campaignId": "good"}]"#.utf8)).campaigns
        #expect(results.map { (try? $0.get())?.file } == [nil, "good.yaml"])
        #expect(throws: ImportRefusal.self) { try results[0].get() }
    }

    @Test func `what is there twice alike is one campaign, two versions are refused`() throws {
        let text =
            #"[{"campaignId": "a", "_id": 1}, {"campaignId": "b"}, {"campaignId": "a", "_id": 2}, {"campaignId": "b", "type": "x"}]"#
        let results = try CampaignImport(Array(text.utf8)).campaigns
        #expect(results.count == 2)
        #expect(try results[0].get().campaignId == "a")
        #expect { try results[1].get() } throws: { ($0 as? ImportRefusal)?.campaignId == "b" }
    }

    @Test(arguments: [
        (
            "{\"success\": false, \"error\": {\"code\": \"CAMPAIGN_NOT_FOUND\", \"message\": \"none\"}}",
            "CAMPAIGN_NOT_FOUND, none"
        ),
        ("{}", "neither a response"), ("12", "no campaign"),
        ("[\(String(repeating: "1,", count: 10_000))1]", "more than 10000"),
    ])
    func `what holds no campaigns is refused as a whole`(_ text: String, _ reason: String) {
        #expect {
            _ = try CampaignImport(Array(text.utf8))
        } throws: { ($0 as? ImportFault)?.message.contains(reason) == true }
    }
}
