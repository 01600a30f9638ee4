import Foundation
import TestSupport
import Testing

/// `notifications`: who is told of a run, once, and after it was recorded.
struct NotificationTests {
    private static let nine = #"pattern: daily, timeOfDay: "09:00", timezone: UTC"#

    private static func told(_ events: [String], by channel: String = "outbox") -> String {
        "notifications:\n"
            + events.map { "  \($0): { channels: [\(channel)], recipients: [boss, ops] }\n" }.joined()
    }

    private func site(_ extra: String) throws -> Site {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", Self.nine, extra: extra)])
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        return site
    }

    private func notices(_ site: Site) throws -> [JSON] {
        try (site.outbox().files["a/notices.jsonl"] ?? []).map { try JSON($0) }
    }

    @Test func `the beginning and the end of a run are told, each once`() throws {
        let site = try site(Self.told(["onStart", "onComplete", "onFailure"]))
        for _ in 0..<2 { #expect(try site.run("run", "--now", "2026-06-01T09:00:00Z").error == "") }
        let notices = try notices(site)
        #expect(
            notices.map { "\($0["templateId"]?.text ?? "") \($0["recipientId"]?.text ?? "")" } == [
                "onStart boss", "onStart ops", "onComplete boss", "onComplete ops",
            ])
        #expect(Set(notices.map { $0["idempotencyKey"]?.text }).count == 4)
        #expect(notices[2]["subject"] == "a: the run is complete, 3 of 3 recipients sent")
        let text = notices[2]["text"]?.text ?? ""
        #expect(text.contains("Status: success") && text.contains("Recipients: audience 3, sent 3"))
        #expect(text.contains("Scheduled for: 2026-06-01T09:00:00Z"))
    }

    @Test func `a run that can't begin is told with its reason, and onComplete says nothing`() throws {
        let site = try site(Self.told(["onStart", "onComplete", "onFailure"]))
        try site.remove("contacts.csv")
        #expect(try site.run("run", "--now", "2026-06-01T09:00:00Z").code == 1)
        let notices = try notices(site)
        #expect(notices.map { $0["templateId"]?.text } == ["onFailure", "onFailure"])
        #expect(notices.first?["text"]?.text?.contains("Reason: the contacts file") == true)
    }

    @Test func `whoever can't be told fails nothing, is said, and is tried a few times`() throws {
        let site = try site("")
        try site.write("channels/hook.yaml", "{ type: webhook, url: \"http://127.0.0.1:9/\" }")
        try site.write("a.yaml", Samples.recurring("a", Self.nine, extra: Self.told(["onComplete"], by: "hook")))
        let first = try site.run("run", "--now", "2026-06-01T09:00:00Z")
        #expect(first.code == 0)
        #expect(first.error.contains("'boss' could not be told by 'hook' (onComplete of 2026-06-01T09:00:00Z)"))
        #expect(try site.json("history", "a")["executions"]?[0]?["status"] == "success")
        var tries = 1
        for hour in 10...20 {
            let pass = try site.run("run", "--now", "2026-06-01T\(hour):00:00Z")
            #expect(pass.code == 0)
            if pass.error.contains("'boss' could not be told") { tries += 1 }
            if hour == 13 { #expect(pass.error.contains("given up")) }
        }
        #expect(tries == 5)
    }

    @Test func `a notice goes by the channel that the run began with, when the tree has moved on`() throws {
        let site = try site(
            "deliverySettings: { rateLimiting: { messagesPerHour: 60, burst: 1 } }\n"
                + Self.told(["onComplete"]))
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        try site.write(
            "a.yaml",
            Samples.recurring(
                "a", Self.nine, extra: "deliverySettings: { rateLimiting: { messagesPerHour: 60, burst: 1 } }\n"))
        for minute in 1...4 { try site.run("run", "--now", "2026-06-01T09:0\(minute):00Z") }
        #expect(try notices(site).count == 2)
    }

    @Test func `a dry run tells nobody`() throws {
        let site = try site(Self.told(["onStart", "onComplete"]))
        try site.run("run", "--dry-run", "--now", "2026-06-01T09:00:00Z")
        #expect(try notices(site).isEmpty)
    }
}
