import CampaignFiles
import CampaignModel
import ScheduleEngine
import TestSupport
import Testing

@Suite struct CampaignReadingTests {
    private func read(
        _ files: [String: String], now: String = "2026-06-01T00:00:00Z",
        knowledge: StateKnowledge = .none.takingAllAsTried
    )
        throws -> TreeReading
    {
        try TemporaryTree(SoundTree.files.merging(files) { $1 }).readAll(now: now, knowledge: knowledge)
    }

    private func declaration(_ files: [String: String]) throws -> CampaignDeclaration {
        let reading = try read(files)
        let file = try #require(reading.files.first { $0.path == "c.yaml" })
        return try #require(file.declaration, "\(file.diagnostics)")
    }

    @Test func `every field that a file can say arrives`() throws {
        let declaration = try declaration(["c.yaml": SoundTree.full])
        let campaign = declaration.campaign
        #expect(campaign.campaignName == "Weekly Newsletter")
        let recurring = try #require(campaign.schedule.recurring)
        #expect(recurring.daysOfWeek == [1, 3])
        #expect(recurring.timeOfDay?.times.map(\.description) == ["10:00", "18:30:15"])
        #expect(recurring.interval == 2)
        #expect(recurring.maxOccurrences == 10)
        #expect(recurring.onGap == .shift)
        #expect(recurring.onOverlap == .first)
        #expect(campaign.schedule.startDateTime == Instant(rfc3339: "2026-12-25T10:00:00Z"))
        #expect(
            campaign.schedule.catchUp == CatchUp(policy: .latest, window: .hours(24), limit: 10, grace: .minutes(5)))
        #expect(campaign.schedule.overlap == .skip)
        #expect(campaign.schedule.spread == .minutes(10))
        #expect(campaign.targetAudience.holdout == 5)
        #expect(campaign.targetAudience.guard == AudienceGuard(maxRecipients: 50_000, maxChange: 30))
        #expect(declaration.exclude.count == 1)
        #expect(
            campaign.messageConfig.personalization
                == Personalization(enabled: true, fields: ["firstName", "preferences"]))
        #expect(campaign.messageConfig.variations == [Variation(name: "Morning", templateId: "t", weight: 50)])
        let delivery = campaign.deliverySettings
        #expect(
            delivery.rateLimiting == RateLimiting(enabled: true, messagesPerHour: 1_000, burst: 20, rampUp: [100, 500]))
        #expect(delivery.quietHours?.timezone == "recipient")
        #expect(delivery.retry == Retry(attempts: 3, backoff: TimeSpan(seconds: 30)))
        #expect(delivery.onUncertain == .skip)
        #expect(delivery.expireAfter == .hours(6))
        #expect(campaign.notifications?.onComplete?.recipients == ["admin@example.com"])
    }

    // MARK: Defaults

    @Test func `maps of the defaults merge, all else is replaced`() throws {
        let declaration = try declaration([
            "_defaults.yaml": """
            timezone: Asia/Tokyo
            schedule: { recurring: { maxOccurrences: 7 }, catchUp: { window: 2h } }
            deliverySettings: { priority: low, rateLimiting: { messagesPerHour: 10, rampUp: [1, 2] } }
            messageConfig: { channel: outbox, personalization: { fields: [a, b] } }
            suppression: [{ type: csv, path: contacts.csv, id: userId }]
            """,
            "c.yaml": SoundTree.campaign(
                schedule: "{ recurring: { pattern: daily, timeOfDay: '10:00' }, catchUp: { limit: 3 } }",
                message: "{ templateId: t, personalization: { fields: [c] } }",
                more: "deliverySettings: { rateLimiting: { rampUp: [5] } }"),
        ])
        let campaign = declaration.campaign
        #expect(campaign.schedule.recurring?.timezone == "Asia/Tokyo")
        #expect(campaign.schedule.recurring?.maxOccurrences == 7)
        #expect(campaign.schedule.catchUp == CatchUp(window: .hours(2), limit: 3))
        #expect(campaign.deliverySettings.priority == .low)
        #expect(campaign.deliverySettings.rateLimiting == RateLimiting(messagesPerHour: 10, rampUp: [5]))
        #expect(campaign.messageConfig.personalization?.fields == ["c"])
        #expect(campaign.messageConfig.channel == "outbox")
        #expect(declaration.suppression.count == 1)
    }

    @Test func `calendars may be excluded by default, and each campaign's own list takes their place`() throws {
        var files = [
            "_defaults.yaml": "schedule: { recurring: { exclude: [h] } }\n",
            "calendars/h.yaml": "yearly: [\"12-25\"]", "calendars/k.yaml": "dates: [2026-11-26]",
            "c.yaml": SoundTree.campaign(),
        ]
        let inherited = try declaration(files)
        #expect(inherited.campaign.schedule.recurring?.exclude == ["h"])
        #expect(inherited.calendars == ["h": ExcludedDays(yearly: [(12, 25)])])
        files["c.yaml"] = CalendarSamples.campaign(excluding: "[k]")
        #expect(try declaration(files).calendars?.keys.sorted() == ["k"])
        files["c.yaml"] = CalendarSamples.campaign(excluding: "[]")
        let none = try declaration(files)
        #expect(none.campaign.schedule.recurring?.exclude == nil)
        #expect(none.calendars == nil)
    }

    @Test func `null in a file takes a default away`() throws {
        let declaration = try declaration([
            "_defaults.yaml":
                "deliverySettings: { priority: low, expireAfter: 2h }\nnotifications: { onStart: { enabled: true } }\n",
            "c.yaml": SoundTree.campaign(more: "deliverySettings: { expireAfter: null }\nnotifications: ~"),
        ])
        #expect(declaration.campaign.deliverySettings == DeliverySettings(priority: .low))
        #expect(declaration.campaign.notifications == nil)
    }

    @Test func `a default that can't apply to the type is passed over`() throws {
        let declaration = try declaration([
            "_defaults.yaml":
                "schedule: { recurring: { endDate: 2027-01-01T00:00:00Z }, triggers: [{ conditions: { event: a } }] }\n",
            "c.yaml": SoundTree.campaign(type: "one-time", schedule: "{ startDateTime: 2026-12-25T10:00:00Z }"),
        ])
        #expect(
            declaration.campaign.schedule
                == ScheduleDeclaration(startDateTime: Instant(rfc3339: "2026-12-25T10:00:00Z")))
    }

    @Test func `a faulty default holds back who takes it over and nobody else`() throws {
        let reading = try read([
            "_defaults.yaml": "deliverySettings: { priority: urgent }\n",
            "a.yaml": SoundTree.campaign(id: "a"),
            "b.yaml": SoundTree.campaign(id: "b", more: "deliverySettings: { priority: high }"),
        ])
        let errors = reading.diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.file) == ["_defaults.yaml"])
        #expect(reading.files.filter { $0.declaration != nil }.map(\.path) == ["b.yaml"])
    }

    @Test func `defaults that can't be parsed hold back everything`() throws {
        let reading = try read(["_defaults.yaml": "a: [\n", "a.yaml": SoundTree.campaign()])
        #expect(reading.files.allSatisfy { $0.declaration == nil })
        #expect(reading.files.contains { $0.campaignId == "c" })
    }

    @Test func `best practices are turned off or made errors`() throws {
        let campaign = SoundTree.campaign(schedule: "{ recurring: { pattern: daily, timeOfDay: '10:00' } }")
        let all = try read(["c.yaml": campaign])
        #expect(
            Set(all.diagnostics.map(\.code)) == [.noTimezone, .noRateLimit, .noQuietHours, .noNotification, .noEndDate])
        #expect(all.diagnostics.allSatisfy { $0.severity == .warning && $0.hint != nil && $0.campaignId == "c" })
        let set = try read([
            "c.yaml": campaign,
            "_defaults.yaml":
                "lint: { NO_TIMEZONE: off, NO_RATE_LIMIT: off, NO_QUIET_HOURS: off, NO_NOTIFICATION: error }\n",
        ])
        #expect(set.diagnostics.map(\.code.rawValue).sorted() == ["NO_END_DATE", "NO_NOTIFICATION"])
        #expect(set.files.first { $0.path == "c.yaml" }?.declaration == nil)
    }

    // MARK: Rules over the tree

    @Test func `a past time is a warning without a state file, an error in a new campaign, and nothing in a known one`()
        throws
    {
        let files = [
            "c.yaml": SoundTree.campaign(type: "one-time", schedule: "{ startDateTime: 2026-05-01T00:00:00Z }")
        ]
        func severity(_ knowledge: StateKnowledge) throws -> Diagnostic.Severity? {
            try read(files, knowledge: knowledge).diagnostics.first { $0.code == .pastDate }?.severity
        }
        #expect(try severity(.none) == .warning)
        #expect(try severity(.campaigns(["other"])) == .error)
        #expect(try severity(.campaigns(["c"])) == nil)
    }

    @Test func `a time is past only beyond its own catch-up window`() throws {
        let files = [
            "c.yaml": SoundTree.campaign(
                type: "one-time", schedule: "{ startDateTime: 2026-05-30T00:00:00Z, catchUp: { window: 48h } }")
        ]
        #expect(try !read(files, now: "2026-06-01T00:00:00Z").diagnostics.contains { $0.code == .pastDate })
        #expect(try read(files, now: "2026-06-01T00:00:01Z").diagnostics.contains { $0.code == .pastDate })
    }

    @Test func `a paused campaign may lie in the past`() throws {
        let text = SoundTree.campaign(
            type: "one-time", schedule: "{ startDateTime: 2026-05-01T00:00:00Z }", more: "status: paused")
        #expect(try !read(["c.yaml": text], knowledge: .campaigns([])).diagnostics.contains { $0.code == .pastDate })
    }

    @Test func `one fault holds back one campaign`() throws {
        let reading = try read([
            "a.yaml": SoundTree.campaign(id: "a"), "b.yaml": SoundTree.campaign(id: "b", type: "x"),
        ])
        #expect(reading.files.filter { $0.declaration != nil }.map(\.campaignId) == ["a"])
        #expect(reading.files.first { $0.path == "b.yaml" }?.campaignId == "b")
    }

    @Test func `a file that breaks off still says whose it is`() throws {
        let reading = try read(["b.yaml": "campaignId: b\ntype: [\n"])
        #expect(reading.files.first { $0.path == "b.yaml" }?.campaignId == "b")
    }

    @Test func `a misspelt name comes with the one that was meant`() throws {
        let reading = try read([
            "c.yaml": SoundTree.campaign(
                schedule: "{ recurring: { pattern: daily, timeofday: '10:00', timezone: Europe/Londno } }",
                message: "{ templateID: t }")
        ])
        let hints = reading.diagnostics.compactMap(\.hint)
        for name in ["timeOfDay", "Europe/London", "templateId"] { #expect(hints.contains("did you mean '\(name)'?")) }
    }

    @Test func `an excerpt shows the line and a caret below the place`() throws {
        let tree = try TemporaryTree(["c.yaml": "a: 1\n\tschön 漢字 x: [1]\n"])
        let place = Diagnostic(severity: .error, code: .invalidValue, message: "", file: "c.yaml", line: 2, column: 11)
        let excerpt = try #require(SourceExcerpts(root: tree.root).excerpt(of: place))
        #expect(excerpt.line == " schön 漢字 x: [1]")
        #expect(excerpt.caret == "            ^")
        var beyond = place
        beyond.line = 9
        #expect(SourceExcerpts(root: tree.root).excerpt(of: beyond) == nil)
    }

    @Test(arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}"])
    func `an excerpt shows the line that the diagnostic means, however lines end`(_ lineBreak: String) throws {
        let tree = try TemporaryTree(["c.yaml": ["a: 1", "é: 2", "x: 3"].joined(separator: lineBreak)])
        for (line, text) in [(1, "a: 1"), (2, "é: 2"), (3, "x: 3")] {
            let place = Diagnostic(
                severity: .error, code: .invalidValue, message: "", file: "c.yaml", line: line, column: 4)
            let excerpt = try #require(SourceExcerpts(root: tree.root).excerpt(of: place))
            #expect(excerpt.line == text && excerpt.caret == "   ^")
        }
    }

    @Test func `an excerpt of a line that is a whole file shows what stands near the place`() throws {
        let words = (0..<100_000).map { "w\($0)é" }.joined(separator: " ")
        let tree = try TemporaryTree(["c.yaml": words])
        let text = Array(words.unicodeScalars)
        for column in [1, 200, 639, 640, 641, 642, 5_000, text.count - 100, text.count] {
            let place = Diagnostic(
                severity: .error, code: .invalidValue, message: "", file: "c.yaml", line: 1, column: column)
            let excerpt = try #require(SourceExcerpts(root: tree.root).excerpt(of: place))
            let shown = Array(excerpt.line.unicodeScalars)
            let caret = excerpt.caret.count - 1
            #expect(shown.count == 160)
            #expect(shown[caret...] == text[(column - 1)...].prefix(shown.count - caret))
            #expect(shown[..<caret] == text[..<(column - 1)].suffix(caret))
        }
    }

    @Test func `excerpts of one file are right in whatever order they are asked for`() throws {
        let tree = try TemporaryTree([
            "c.yaml": (0..<400).map { line in (0..<900).map { "\(line)é\($0) " }.joined() }.joined(separator: "\n")
        ])
        let seed: UInt64 = 20_261_123
        var random = SeededGenerator(seed: seed)
        let excerpts = SourceExcerpts(root: tree.root)
        for _ in 0..<300 {
            let place = Diagnostic(
                severity: .error, code: .invalidValue, message: "", file: "c.yaml",
                line: Int.random(in: 1...410, using: &random), column: Int.random(in: 1...4_000, using: &random))
            #expect(
                excerpts.excerpt(of: place) == SourceExcerpts(root: tree.root).excerpt(of: place),
                "\(place.line ?? 0):\(place.column ?? 0), seed \(seed)")
        }
    }

    @Test func `a secret in a file is told in no words of its own`() throws {
        let canary = "canary-5f3a"
        let tree = try TemporaryTree(
            SoundTree.files.merging([
                "channels/x.yaml": "{ type: email, server: 'smtp://a', from: a, password: \(canary) }\n",
                "channels/y.yaml": "{ type: webhook, url: 'https://a', signingSecret: [\(canary)] }\n",
                "channels/z.yaml": "{ type: telegram, token: { env: [\(canary)] } }\n",
            ]) { $1 })
        let reading = try tree.readAll()
        #expect(reading.diagnostics.filter { $0.code == .secretInFile }.count == 2)
        for diagnostic in reading.diagnostics {
            #expect(!diagnostic.message.contains(canary) && !(diagnostic.hint ?? "").contains(canary))
            guard diagnostic.code == .secretInFile else { continue }
            #expect(SourceExcerpts(root: tree.root).excerpt(of: diagnostic) == nil)
        }
    }

    @Test func `no excerpt is shown of a file outside of the tree`() throws {
        let tree = try TemporaryTree()
        try tree.link("x.yaml", to: "/etc/passwd")
        let fault = try #require(try tree.readAll().diagnostics.first)
        #expect(fault.code == .unsafePath)
        #expect(SourceExcerpts(root: tree.root).excerpt(of: fault) == nil)
    }

    @Test func `a campaign whose channel can't be used is held back and the channel's file says why`() throws {
        let reading = try read([
            "channels/hook.yaml": "{ type: webhook, url: 'ftp://a' }",
            "a.yaml": SoundTree.campaign(id: "a", message: "{ templateId: t, channel: hook }"),
            "b.yaml": SoundTree.campaign(id: "b"),
        ])
        #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.file) == ["channels/hook.yaml"])
        #expect(reading.files.filter { $0.declaration != nil }.map(\.path) == ["b.yaml"])
    }

    @Test func `a file of channels takes the built-in outbox's place`() throws {
        let declaration = try declaration([
            "channels/outbox.yaml": "{ type: outbox, path: letters, messagesPerSecond: 2.5 }",
            "c.yaml": SoundTree.campaign(),
        ])
        #expect(declaration.channel.path == "letters")
        #expect(declaration.channel.messagesPerSecond == 2.5)
    }

    @Test func `of two calendars with one id neither is meant, and who names it is held back`() throws {
        let reading = try read([
            "calendars/h.yaml": "yearly: [\"12-25\"]",
            "calendars/h.ics": CalendarSamples.event("DTSTART;VALUE=DATE:20260603"),
            "c.yaml": CalendarSamples.campaign(excluding: "[h]"),
        ])
        #expect(reading.files.first { $0.path == "c.yaml" }?.declaration == nil)
        #expect(reading.diagnostics.contains { $0.severity == .error && $0.file?.hasPrefix("calendars/h.") == true })
    }
}
