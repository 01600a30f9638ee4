import Foundation
import TestSupport
import Testing

/// What programs read: exactly the keys of the contract and the reference, with their types and their nulls.
@Suite struct OutputShapeTests {
    private static let now = "2026-06-01T10:00:00Z"

    /// One campaign that has run with variations and a held-out share, one that waits, one that is triggered.
    private func site() throws -> Site {
        let site = try Site.greeting([:], contacts: 40)
        try site.write("templates/plain.mustache", "Welcome\n")
        try site.write(
            "templates/evening.yaml", "{ subject: 'Hi {{firstName}}', text: 'Good evening', html: '<p>Hi</p>' }\n")
        let weekly = """
            campaignId: weekly
            campaignName: Weekly Newsletter
            type: recurring
            schedule: { recurring: { pattern: weekly, daysOfWeek: [1], timeOfDay: "10:00", timezone: UTC } }
            targetAudience: { type: all, holdout: 20 }
            messageConfig:
              templateId: hello
              personalization: { enabled: true, fields: [firstName] }
              variations: [{ name: A, templateId: hello, weight: 1 }, { name: B, templateId: evening, weight: 1 }]
            deliverySettings: { priority: high }
            notifications: { onComplete: { enabled: true, channels: [email], recipients: [admin@example.com] } }

            """
        try site.write("weekly.yaml", weekly)
        try site.write("once.yaml", Samples.once("once", at: "2026-07-01T10:00:00Z"))
        try site.write("triggered.json", ReferenceBodies.triggered.replacing("tmpl-welcome", with: "plain"))
        return site
    }

    @Test(arguments: [true, false])
    func `run prints the contract's keys, with --dry-run and without`(isDry: Bool) throws {
        let site = try site()
        let report = try Site.read(
            site.start(["run", "--format", "json", "--now", Self.now] + (isDry ? ["--dry-run"] : [])).finish())
        #expect(report.keys == ["now", "dryRun", "changes", "occurrences", "diagnostics"])
        #expect(report["now"]?.text == Self.now)
        #expect(report["dryRun"] == .bool(isDry))
        #expect(report["changes"]?.items.count == 3)
        for change in report["changes"]?.items ?? [] {
            #expect(change.keys == ["campaignId", "action", "fields"])
            #expect(change["fields"] == .array([]))
        }
        #expect(report["occurrences"]?.items.count == 1)
        let row = try #require(report["occurrences"]?[0])
        #expect(
            row.keys == [
                "campaignId", "scheduledFor", "decision", "reason", "notBefore", "count", "audience", "finishBy",
                "messagesSent", "errors", "status",
            ])
        #expect(row["notBefore"] == .null && row["reason"] == .null)
        #expect(row["scheduledFor"]?.text == Self.now)
        #expect(row["audience"]?.keys == ["total", "send", "suppressed", "holdout"])
        let audience = ["send", "suppressed", "holdout"].compactMap { row["audience"]?[$0]?.number }
        #expect(row["audience"]?["total"] == 40 && audience.reduce(0, +) == 40)
        #expect(row["audience"]?["holdout"]?.number ?? 0 > 0)
        #expect(Moment.isWholeSeconds(row["finishBy"]?.text ?? ""))
        #expect(row["status"] == .string(isDry ? "pending" : "success"))
        #expect(row["messagesSent"] == (isDry ? 0 : row["audience"]?["send"]))
        #expect(row["errors"] == 0)
    }

    @Test func `a skipped row has neither audience nor finishBy`() throws {
        let rule = "pattern: custom, frequency: { interval: 1, unit: minutes }, timezone: UTC"
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", rule)])
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        let rows = try site.json("run", "--now", "2026-06-01T00:09:00Z")["occurrences"]?.items ?? []
        #expect(rows.map { $0["decision"] } == ["skip", "run"])
        #expect(rows.first?.keys?.isDisjoint(with: ["audience", "finishBy"]) == true)
        #expect(rows.first?["count"] == 8)
        #expect(rows.first?["scheduledFor"] == "2026-06-01T00:01:00Z")
    }

    @Test func `validate prints the contract's keys, with places that begin at 1`() throws {
        let site = try site()
        try site.write(
            "zone.yaml", Samples.recurring("zone", "pattern: daily, timeOfDay: '09:00', timezone: America/New_Yrok"))
        let result = try site.run("validate", "--format", "json", "--now", Self.now)
        #expect(result.code == 2)
        let report = try JSON(result.output)
        #expect(report.keys == ["valid", "diagnostics"])
        #expect(report["valid"] == false)
        let errors = report["diagnostics"]?.items.filter { $0["severity"] == "error" } ?? []
        #expect(errors.count == 1)
        let one = try #require(errors.first)
        #expect(one.keys == ["severity", "code", "message", "file", "line", "column", "campaignId", "hint"])
        #expect(one["code"] == "INVALID_TIMEZONE")
        #expect(one["file"] == "zone.yaml" && one["campaignId"] == "zone")
        // The value itself, not its key.
        #expect(one["line"] == 4)
        #expect(
            one["column"]?.number == Double("  recurring: { pattern: daily, timeOfDay: '09:00', timezone: ".count + 1))
        let advice = (one["hint"]?.text ?? "") + (one["message"]?.text ?? "")
        #expect(advice.contains("America/New_York"))
        for warning in report["diagnostics"]?.items ?? [] {
            #expect(["error", "warning"].contains(warning["severity"]?.text ?? ""))
            #expect(warning["message"]?.text?.isEmpty == false)
        }
    }

    @Test func `upcoming prints the contract's keys`() throws {
        let rows = try site().json("upcoming", "--now", Self.now, "--until", "30d")
        #expect(rows.items.count == 6)
        for row in rows.items { #expect(row.keys == ["campaignId", "runAt", "local", "timezone"]) }
    }

    @Test func `list prints the reference's keys, with null where nothing has come yet`() throws {
        let site = try site()
        let before = try site.json("list", "--now", Self.now)
        #expect(before.items.map { $0["campaignId"] } == ["camp111", "once", "weekly"])
        for item in before.items {
            let keys: Set = [
                "_id", "campaignId", "campaignName", "type", "schedule", "targetAudience", "status", "execution",
                "statistics",
            ]
            #expect(item.keys == keys)
            #expect(item["execution"]?.keys == ["nextRunAt", "lastRunAt", "runCount"])
            #expect(item["statistics"]?.keys == ["totalRuns", "totalMessagesSent", "avgDeliveryRate"])
            #expect(item["execution"]?["lastRunAt"] == .null)
            #expect(item["statistics"]?["avgDeliveryRate"] == .null)
        }
        #expect(before[1]?["campaignName"] == .null)
        #expect(before[1]?["status"] == "scheduled")
        #expect(before[2]?["schedule"]?["recurring"]?["endDate"] == .null)
        #expect(before[2]?["schedule"]?["recurring"]?["maxOccurrences"] == .null)
        #expect(before[2]?["schedule"]?["recurring"]?["daysOfWeek"] == .array([1]))

        try site.run("run", "--now", Self.now)
        let after = try #require(try site.json("list", "--now", Self.now)[2])
        #expect(after["execution"]?["lastRunAt"] == "2026-06-01T10:00:00Z")
        #expect(after["execution"]?["nextRunAt"] == "2026-06-08T10:00:00Z")
        #expect(after["execution"]?["runCount"] == 1)
        #expect(after["statistics"]?["totalRuns"] == 1)
        #expect(after["statistics"]?["avgDeliveryRate"] == 100)
        #expect(after["status"] == "active")
    }

    @Test(arguments: ["type", "status", "limit", "skip"])
    func `list takes the reference's parameters`(parameter: String) throws {
        let arguments = ["type": "recurring", "status": "scheduled", "limit": "1", "skip": "2"]
        let expected = ["type": ["weekly"], "status": ["once"], "limit": ["camp111"], "skip": ["weekly"]]
        let listed = try site().json("list", "--now", Self.now, "--\(parameter)", arguments[parameter] ?? "")
        #expect(listed.items.compactMap { $0["campaignId"]?.text } == expected[parameter])
    }

    @Test func `show prints the reference's whole campaign`() throws {
        let shown = try site().json("show", "weekly", "--now", Self.now)
        let reference: Set = [
            "_id", "campaignId", "campaignName", "type", "schedule", "targetAudience", "messageConfig",
            "deliverySettings", "notifications",
        ]
        #expect(shown.keys?.isSuperset(of: reference) == true)
        #expect(
            shown["messageConfig"]?["personalization"] == .object(["enabled": true, "fields": .array(["firstName"])]))
        #expect(
            shown["messageConfig"]?["variations"]?[0] == .object(["name": "A", "templateId": "hello", "weight": 1]))
        #expect(shown["deliverySettings"]?["priority"] == "high")
        #expect(shown["notifications"]?["onComplete"]?["recipients"] == .array(["admin@example.com"]))
    }

    @Test func `show says what holds where a file says nothing`() throws {
        let site = try Site.greeting([:])
        let quiet = """
            campaignId: quiet
            type: recurring
            schedule: { recurring: { pattern: daily, timeOfDay: "10:00", timezone: Asia/Tokyo } }
            targetAudience: { type: all }
            messageConfig:
              personalization: { fields: [firstName] }
              variations: [{ name: A, templateId: hello }]
            deliverySettings: { rateLimiting: { messagesPerHour: 9 }, quietHours: { start: "22:00", end: "08:00" } }
            notifications: { onFailure: { channels: [outbox], recipients: [ops] } }

            """
        try site.write("quiet.yaml", quiet)
        let shown = try site.json("show", "quiet", "--now", Self.now)
        #expect(shown["messageConfig"]?["personalization"]?["enabled"] == true)
        #expect(shown["messageConfig"]?["variations"]?[0]?["weight"] == 1)
        let settings = try #require(shown["deliverySettings"])
        #expect(settings["priority"] == "normal" && settings["rateLimiting"]?["enabled"] == true)
        #expect(settings["quietHours"]?["enabled"] == true && settings["quietHours"]?["timezone"] == "Asia/Tokyo")
        #expect(shown["notifications"]?["onFailure"]?["enabled"] == true)
        #expect(shown["notifications"]?["onStart"] == nil)
    }

    @Test func `history prints the reference's keys and those of the contract`() throws {
        let site = try site()
        let empty = try site.json("history", "weekly", "--now", Self.now)
        #expect(empty.keys == ["campaign", "executions", "jobs"])
        #expect(empty["executions"] == .array([]) && empty["jobs"] == .array([]))
        try site.run("run", "--now", Self.now)
        let history = try site.json("history", "weekly", "--now", Self.now)
        #expect(
            history["campaign"]
                == .object(["id": "weekly", "name": "Weekly Newsletter", "type": "recurring", "status": "active"]))
        let execution = try #require(history["executions"]?[0])
        let expected: Set = [
            "runAt", "status", "messagesSent", "errors", "duration", "scheduledFor", "trigger", "variations",
            "deliveries",
        ]
        #expect(execution.keys?.isSuperset(of: expected) == true)
        #expect(execution["runAt"]?.text == Self.now && execution["trigger"] == "schedule")
        #expect(execution["duration"] == 0)
        #expect(
            execution["deliveries"]?.keys == [
                "audience", "sent", "failed", "suppressed", "holdout", "expired", "uncertain", "cancelled", "pending",
            ])
        #expect(execution["deliveries"]?.addsUp == true)
        #expect(execution["variations"]?.items.map { $0["name"] } == ["A", "B"])
        let job = try #require(history["jobs"]?[0])
        #expect(job.keys == ["_id", "status", "scheduledFor", "completedAt"])
        #expect(job["status"] == "completed" && job["completedAt"]?.text == Self.now)
    }

    @Test func `history is newest first and obeys its limit`() throws {
        let rule = "pattern: custom, frequency: { interval: 1, unit: hours }, timezone: UTC"
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", rule)])
        for hour in 0..<3 { try site.run("run", "--now", "2026-06-01T0\(hour):00:00Z") }
        let all = try site.json("history", "a")["executions"]?.items.compactMap { $0["runAt"]?.text }
        #expect(all == ["2026-06-01T02:00:00Z", "2026-06-01T01:00:00Z", "2026-06-01T00:00:00Z"])
        #expect(try site.json("history", "a", "--limit", "2")["executions"]?.items.count == 2)
    }

    @Test(arguments: ["1h", "24h", "7d", "30d", "90d", "1y"])
    func `stats prints the reference's keys for each of its periods`(period: String) throws {
        let site = try site()
        let before = try site.json("stats", period, "--now", Self.now)
        let keys: Set = [
            "totalCampaigns", "activeCampaigns", "totalRuns", "totalMessagesSent", "totalDelivered", "avgDeliveryRate",
        ]
        #expect(before.keys == keys)
        #expect(before["avgDeliveryRate"] == .null)
        #expect(before["totalCampaigns"] == 3)
        try site.run("run", "--now", Self.now)
        let after = try site.json("stats", period, "--now", "2026-06-01T10:30:00Z")
        #expect(after["totalRuns"] == 1)
        #expect(after["totalMessagesSent"] == after["totalDelivered"])
        #expect(after["avgDeliveryRate"] == 100)
        let later = try site.json("stats", period, "--now", "2028-06-01T10:00:00Z")
        #expect(later["totalRuns"] == 0)
    }

    @Test func `render prints the contract's keys, and the recipient it was asked for`() throws {
        let site = try site()
        var variations: Set<String> = []
        var heldOut = 0
        for number in 1...12 {
            let result = try site.run("render", "weekly", "--user", "u\(number)", "--format", "json", "--now", Self.now)
            guard result.code == 0 else {
                #expect(result.code == 1 && result.error.contains("held out"), "\(result.error)")
                heldOut += 1
                continue
            }
            let message = try JSON(result.output)
            let keys: Set = ["campaignId", "recipientId", "variation", "templateId", "subject", "text", "html"]
            #expect(message.keys == keys)
            #expect(message["recipientId"]?.text == "u\(number)")
            variations.insert(message["variation"]?.text ?? "")
            if message["variation"] == "A" {
                #expect(message["text"]?.text == "Hello Name \(number)!\n")
                #expect(message["subject"] == .null && message["html"] == .null)
            } else {
                #expect(message["subject"]?.text == "Hi Name \(number)")
                #expect(message["html"] == "<p>Hi</p>")
            }
        }
        #expect(variations == ["A", "B"])
        #expect((1...8).contains(heldOut))
        #expect(try site.run("render", "weekly", "--user", "nobody", "--now", Self.now).code == 1)
    }

    @Test func `a line of the outbox has the contract's keys and holds what render showed`() throws {
        let site = try site()
        try site.run("run", "--now", Self.now)
        let lines = try site.outbox().files["weekly/20260601T100000Z.jsonl"] ?? []
        #expect(!lines.isEmpty)
        for line in try lines.map({ try JSON($0) }) {
            let common: Set = [
                "idempotencyKey", "campaignId", "scheduledFor", "recipientId", "variation", "templateId", "text",
            ]
            #expect(line.keys == (line["variation"] == "A" ? common : common.union(["subject", "html"])))
            #expect(line["scheduledFor"]?.text == Self.now)
        }
        let first = try JSON(lines[0])
        let rendered = try site.json("render", "weekly", "--user", first["recipientId"]?.text ?? "", "--now", Self.now)
        for key in ["campaignId", "recipientId", "variation", "templateId", "text"] {
            #expect(first[key] == rendered[key])
        }
        #expect(Set(try lines.map { try JSON($0)["idempotencyKey"] }).count == lines.count)
    }
}
