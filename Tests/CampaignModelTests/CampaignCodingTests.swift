import CampaignModel
import Foundation
import ScheduleEngine
import TestSupport
import Testing

/// The state file keeps declarations as JSON: what is read back is what was accepted.
struct CampaignCodingTests {
    /// One with every field set.
    private var everything: Campaign {
        let recurring = Recurring(
            pattern: .custom, daysOfWeek: [0, 1], daysOfMonth: [1, -1],
            timeOfDay: TimesOfDay([clock("10:00"), clock("09:30:15")]), timezone: "America/New_York", interval: 2,
            frequency: Frequency(interval: 2, unit: .weeks), endDate: at("2026-12-31T23:59:59Z"), maxOccurrences: 10,
            onGap: .skip, onOverlap: .both, exclude: ["h"])
        let trigger = Trigger(
            conditions: ["event": .string("signup"), "level": .integer(3), "tags": .array([.null, .bool(true)])],
            delay: Delay(value: 1, unit: .weeks))
        return Campaign(
            campaignId: "all", campaignName: "Alles 😀", type: .triggerBased, status: .paused,
            schedule: ScheduleDeclaration(
                startDateTime: at("2026-01-01T00:00:00Z"), recurring: recurring, triggers: [trigger],
                catchUp: CatchUp(policy: .all, window: .days(2), limit: 5, grace: .minutes(1)), overlap: .replace,
                spread: .minutes(10)),
            targetAudience: TargetAudience(
                type: .dynamic, segmentId: "s", dynamicCriteria: ["age": .object(["gte": .number(17.5)])],
                userIds: ["u1"], exclude: ["staff"], holdout: 2.5,
                guard: AudienceGuard(maxRecipients: 9, maxChange: 30)),
            messageConfig: MessageConfig(
                channel: "telegram", templateId: "t", personalization: Personalization(enabled: false, fields: ["a"]),
                variations: [
                    Variation(name: "v", templateId: "t2", weight: 0.5), Variation(name: "w", templateId: "t3"),
                ]),
            deliverySettings: DeliverySettings(
                priority: .high,
                rateLimiting: RateLimiting(enabled: true, messagesPerHour: 1_000, burst: 20, rampUp: [100, 500]),
                frequencyCap: FrequencyCap(messages: 3, per: .days(7)),
                quietHours: QuietHours(
                    enabled: true, start: clock("22:00"), end: clock("08:00"), timezone: "recipient"),
                retry: Retry(attempts: 3, backoff: TimeSpan(seconds: 90)), onUncertain: .resend, expireAfter: .hours(6)),
            notifications: Notifications(
                onComplete: Notification(enabled: true, channels: ["email"], recipients: ["a@example.com"])))
    }

    @Test
    func `a campaign is read back as it was written, with all fields and with the fewest`() throws {
        for campaign in [everything, Samples.campaign(), Samples.campaign("once", type: .oneTime)] {
            let data = try JSONEncoder().encode(campaign)
            #expect(try JSONDecoder().decode(Campaign.self, from: data) == campaign)
        }
    }

    @Test
    func `a declaration keeps channel, templates, sources and the references to secrets`() throws {
        var channel = ChannelDeclaration(id: "hook", type: .webhook)
        channel.url = "https://example.com/hook"
        channel.headers = ["X-A": "b"]
        channel.signingSecret = .env("HOOK_SECRET")
        channel.token = .credential("token")
        channel.password = .file("/run/secrets/smtp")
        channel.timeout = TimeSpan(seconds: 30)
        channel.concurrency = 64
        channel.messagesPerSecond = 1.5
        var declaration = Samples.declaration(everything, channel: channel)
        declaration.templates["rich"] = Template(
            id: "rich", subject: "S", text: "T", html: "<b>", parseMode: .markdownV2)
        declaration.exclude = [ContactSource(type: .sqlite, path: "/a.db", query: "SELECT 1", id: "id")]
        declaration.suppression = [ContactSource(type: .command, argv: ["./a"], id: "id", match: ["x": .null])]
        let stretch = CivilDate(days: 20_000)...CivilDate(days: 20_002)
        declaration.calendars = ["h": ExcludedDays(stretches: [stretch], yearly: [(12, 25)])]
        let data = try JSONEncoder().encode(declaration)
        #expect(try JSONDecoder().decode(CampaignDeclaration.self, from: data) == declaration)
        #expect(String(decoding: data, as: UTF8.self).contains(#""calendars":{"h":"2024-10-04..2024-10-06,--12-25"}"#))
    }

    @Test
    func `a declaration without calendars says nothing of them, as older state files do`() throws {
        let data = try JSONEncoder().encode(Samples.declaration())
        #expect(!String(decoding: data, as: UTF8.self).contains("calendars"))
        #expect(!String(decoding: data, as: UTF8.self).contains("\"exclude\":[\"h"))
        #expect(try JSONDecoder().decode(CampaignDeclaration.self, from: data).calendars == nil)
    }

    @Test
    func `the engine leaves out the days of the calendars that the schedule names, and of no others`() throws {
        var declaration = Samples.declaration()
        let christmas = ExcludedDays(yearly: [(12, 25)])
        declaration.calendars = ["a": christmas, "b": ExcludedDays(yearly: [(1, 1)])]
        declaration.campaign.schedule.recurring?.exclude = ["a"]
        guard case .recurring(let rule) = ScheduleTerms(declaration).schedule.rule else {
            Issue.record("\(declaration)")
            return
        }
        #expect(rule.exclude == christmas)
    }

    @Test
    func `encoded, a campaign reads like the file it came from`() throws {
        let data = try JSONEncoder().encode(everything)
        let value = try JSONDecoder().decode(JSONValue.self, from: data)
        guard case .object(let members) = value, case .object(let schedule)? = members["schedule"],
            case .object(let recurring)? = schedule["recurring"], case .object(let catchUp)? = schedule["catchUp"],
            case .object(let settings)? = members["deliverySettings"]
        else {
            Issue.record("\(value)")
            return
        }
        #expect(members["type"] == .string("trigger-based"))
        #expect(schedule["startDateTime"] == .string("2026-01-01T00:00:00Z"))
        #expect(schedule["spread"] == .string("10m"))
        #expect(catchUp["window"] == .string("2d"))
        #expect(recurring["timeOfDay"] == .array([.string("09:30:15"), .string("10:00")]))
        #expect(settings["priority"] == .string("high"))
        let short = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(TimesOfDay([clock("09:00")])))
        #expect(short == .string("09:00"))
    }

    @Test
    func `what isn't a duration, a time or an instant is refused`() {
        for text in ["\"5 minutes\"", "\"-5m\"", "5", "null", "\"99999999999w\""] {
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(TimeSpan.self, from: Data(text.utf8)) }
        }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(LocalTime.self, from: Data("\"24:00\"".utf8)) }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Instant.self, from: Data("\"2026-01-01T00:00:00\"".utf8))
        }
    }

    @Test
    func `counts add up whatever state they are added to, and say what the run came to`() {
        var counts = DeliveryCounts()
        for state in DeliveryState.allCases {
            counts.audience += 2
            counts.add(2, to: state)
            #expect(counts.addsUp)
        }
        #expect(counts.pending == 4)
        counts.audience += 1
        #expect(!counts.addsUp)
    }

    @Test(
        arguments: [
            ([:], ExecutionStatus.success), ([.suppressed: 3, .holdout: 1], .success), ([.sent: 3], .success),
            ([.sent: 3, .failed: 1], .partial), ([.sent: 3, .expired: 1], .partial),
            ([.sent: 1, .uncertain: 1], .partial),
            ([.failed: 1], .failed), ([.expired: 1, .suppressed: 4], .failed), ([.sent: 3, .cancelled: 1], .cancelled),
        ] as [([DeliveryState: Int], ExecutionStatus)])
    func `a run's end follows from its counts`(states: [DeliveryState: Int], status: ExecutionStatus) {
        var counts = DeliveryCounts()
        for (state, count) in states { counts.add(count, to: state) }
        #expect(counts.finalStatus == status)
    }
}
