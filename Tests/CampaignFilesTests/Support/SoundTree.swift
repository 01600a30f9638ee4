/// A tree without faults, in pieces that a test can replace.
enum SoundTree {
    static let files = [
        "templates/t.mustache": "Hello, it is time.\n",
        "segments/s.yaml": "{ type: csv, path: contacts.csv, id: userId }\n",
        "contacts.csv": "userId,firstName\nu1,Ada\n",
    ]

    static let schedule = #"{ recurring: { pattern: daily, timeOfDay: "10:00", timezone: UTC } }"#

    static func campaign(
        id: String = "c", type: String = "recurring", schedule: String = schedule,
        audience: String = "{ type: segment, segmentId: s }", message: String = "{ templateId: t }", more: String = ""
    ) -> String {
        """
        campaignId: \(id)
        type: \(type)
        schedule: \(schedule)
        targetAudience: \(audience)
        messageConfig: \(message)
        \(more)
        """
    }

    /// A file in which everything is said that a file can say.
    static let full = #"""
        campaignId: weekly-newsletter
        campaignName: Weekly Newsletter
        type: recurring
        status: active
        schedule:
          startDateTime: 2026-12-25T10:00:00Z
          recurring:
            pattern: weekly
            daysOfWeek: [1, wed]
            timeOfDay: ["10:00", "18:30:15"]
            timezone: America/New_York
            interval: 2
            endDate: 2027-12-31T23:59:59Z
            maxOccurrences: 10
            onGap: shift
            onOverlap: first
          catchUp: { policy: latest, window: 24h, limit: 10, grace: 5m }
          overlap: skip
          spread: 10m
        targetAudience:
          type: segment
          segmentId: s
          exclude: [s]
          holdout: 5
          guard: { maxRecipients: 50000, maxChange: 30 }
        messageConfig:
          channel: outbox
          templateId: t
          personalization: { enabled: true, fields: [firstName, preferences] }
          variations:
            - { name: Morning, templateId: t, weight: 50 }
        deliverySettings:
          priority: normal
          rateLimiting: { enabled: true, messagesPerHour: 1000, burst: 20, rampUp: [100, 500] }
          quietHours: { enabled: true, start: "22:00", end: "08:00", timezone: recipient }
          retry: { attempts: 3, backoff: 30s }
          onUncertain: skip
          expireAfter: 6h
        notifications:
          onComplete: { enabled: true, channels: [email], recipients: [admin@example.com] }
        """#
}
