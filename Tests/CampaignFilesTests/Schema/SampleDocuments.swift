import CampaignFiles
import CampaignModel

/// Sound files that together have every field there is.
enum SampleDocuments {
    static let all: [(kind: FileSchema, text: String)] = [
        (.campaign, SoundTree.full.replacing("status: active", with: "status: draft")), (.campaign, trigger),
        (.campaign, cron), (.campaign, custom),
        (.campaign, oneTime), (.campaign, individual),
        (.segment, "{ $schema: x, type: csv, path: contacts.csv, id: userId, match: { city: Paris } }"),
        (.segment, "{ type: sqlite, path: /srv/crm.db, query: SELECT 1, id: userId }"),
        (.segment, "{ type: command, argv: [./audience.sh, all], id: userId }"),
        (.channel, "{ $schema: x, type: outbox, path: out, concurrency: 4, messagesPerSecond: 2.5 }"),
        (
            .channel,
            "{ type: webhook, url: 'https://x', headers: { A: b }, signingSecret: { env: A }, timeout: 30s }"
        ),
        (
            .channel,
            "{ type: telegram, token: { credential: t }, baseURL: 'https://x', parseMode: HTML, listUnsubscribe: <https://example.com> }"
        ),
        (
            .channel,
            "{ type: email, server: 'smtps://x', username: u, password: { file: /x }, from: a@b, requireTLS: true }"
        ),
        (.channel, "{ type: command, argv: [./deliver.sh] }"),
        (.calendar, "{ $schema: x, dates: [2026-11-26, 2026-12-24..2026-12-26], yearly: ['12-25'] }"),
        (
            .template,
            "{ $schema: x, subject: Hi, text: Hello, html: <p>Hello</p>, parseMode: HTML, listUnsubscribe: '<x>' }"
        ),
    ]

    /// One a tree.
    static let defaults = """
        $schema: .schema/defaults.json
        campaignId:
        campaignName: Sale
        type: recurring
        status: active
        timezone: UTC
        lint: { NO_TIMEZONE: off, NO_RATE_LIMIT: error, NO_QUIET_HOURS: off, NEVER_TESTED: off, NO_NOTIFICATION: off, NO_END_DATE: off }
        suppression: [{ type: csv, path: contacts.csv, id: userId }]
        contacts: { type: csv, path: contacts.csv, id: userId }
        schedule: { recurring: { timeOfDay: "10:00" } }
        targetAudience: { holdout: 5 }
        messageConfig: { personalization: { enabled: true } }
        deliverySettings: { quietHours: { start: "22:00" } }
        notifications: { onStart: { enabled: false } }
        """

    private static let trigger = """
        campaignId: c
        type: trigger-based
        status: draft
        schedule:
          triggers:
            - { type: user_event, conditions: { event: a, source: b }, delay: { value: 1, unit: hours } }
        targetAudience:
          type: dynamic
          dynamicCriteria:
            newUsers: true
            within: 24h
            city: [Paris, 1]
            age: { eq: 1, ne: a, in: [1, a], gt: 1, gte: 1, lt: 2.5, lte: 3, exists: true, prefix: a }
        messageConfig: { templateId: t }
        notifications:
          onStart: { enabled: false, channels: [email], recipients: [a] }
          onComplete: { enabled: false }
          onFailure: { enabled: false }
        """

    private static let cron = campaign("pattern: cron, expression: '0 9 * * MON-FRI', exclude: []")
    private static let custom = campaign("pattern: custom, frequency: { interval: 2, unit: hours }")
    private static let oneTime = """
        $schema: .schema/campaign.json
        campaignId: c
        type: one-time
        status: draft
        schedule: { startDateTime: 2026-12-25T10:00:00Z }
        targetAudience: { type: segment, segmentId: s }
        messageConfig: { templateId: t }
        """
    private static let individual = """
        campaignId: c
        type: recurring
        status: draft
        schedule: { recurring: { pattern: monthly, daysOfMonth: [1, -1], timeOfDay: '10:00', timezone: UTC } }
        targetAudience: { type: individual, userIds: [u1] }
        messageConfig: { variations: [{ name: a, templateId: t }] }
        deliverySettings:
          frequencyCap: { messages: 3, per: 7d }
          rateLimiting: { rampUp: [1] }
          quietHours: { enabled: false }
        """

    private static func campaign(_ recurring: String) -> String {
        SoundTree.campaign(schedule: "{ recurring: { timezone: UTC, \(recurring) } }", more: "status: draft")
    }
}
