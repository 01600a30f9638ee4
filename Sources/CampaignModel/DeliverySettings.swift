import ScheduleEngine

/// How fast, when, and how persistently messages leave.
public struct DeliverySettings: Codable, Hashable, Sendable {
    public var priority: Priority?
    public var rateLimiting: RateLimiting?
    public var frequencyCap: FrequencyCap?
    public var quietHours: QuietHours?
    public var retry: Retry?
    public var onUncertain: UncertainPolicy?
    /// What is unsent this long after scheduledFor is not sent.
    public var expireAfter: TimeSpan?

    public init(
        priority: Priority? = nil, rateLimiting: RateLimiting? = nil, frequencyCap: FrequencyCap? = nil,
        quietHours: QuietHours? = nil, retry: Retry? = nil, onUncertain: UncertainPolicy? = nil,
        expireAfter: TimeSpan? = nil
    ) {
        self.priority = priority
        self.rateLimiting = rateLimiting
        self.frequencyCap = frequencyCap
        self.quietHours = quietHours
        self.retry = retry
        self.onUncertain = onUncertain
        self.expireAfter = expireAfter
    }
}

public enum Priority: String, Codable, Hashable, Sendable, CaseIterable {
    case high, normal, low
}

public struct RateLimiting: Codable, Hashable, Sendable {
    public var enabled: Bool?
    public var messagesPerHour: Int?
    public var burst: Int?
    /// Messages an hour in the first hours of a run.
    public var rampUp: [Int]?

    public init(enabled: Bool? = nil, messagesPerHour: Int? = nil, burst: Int? = nil, rampUp: [Int]? = nil) {
        self.enabled = enabled
        self.messagesPerHour = messagesPerHour
        self.burst = burst
        self.rampUp = rampUp
    }
}

public struct FrequencyCap: Codable, Hashable, Sendable {
    public var messages: Int
    public var per: TimeSpan

    public init(messages: Int, per: TimeSpan) {
        self.messages = messages
        self.per = per
    }

    /// Why somebody is suppressed.
    public var sentence: String {
        "over the frequency cap: had \(messages) message\(messages == 1 ? "" : "s") within \(per)"
    }
}

public struct QuietHours: Codable, Hashable, Sendable {
    public var enabled: Bool?
    public var start: LocalTime
    /// Earlier than `start` where the quiet hours span midnight.
    public var end: LocalTime
    /// An IANA identifier, or `recipient`.
    public var timezone: String?

    public init(enabled: Bool? = nil, start: LocalTime, end: LocalTime, timezone: String? = nil) {
        self.enabled = enabled
        self.start = start
        self.end = end
        self.timezone = timezone
    }
}

public struct Retry: Codable, Hashable, Sendable {
    /// Counts all tries, the first among them; 1 or more.
    public var attempts: Int?
    public var backoff: TimeSpan?

    public init(attempts: Int? = nil, backoff: TimeSpan? = nil) {
        self.attempts = attempts
        self.backoff = backoff
    }
}

/// What is done with a message that left and got no answer.
public enum UncertainPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    case skip, resend
}

/// Whom to tell about runs.
public struct Notifications: Codable, Hashable, Sendable {
    public var onStart: Notification?
    public var onComplete: Notification?
    public var onFailure: Notification?

    public init(onStart: Notification? = nil, onComplete: Notification? = nil, onFailure: Notification? = nil) {
        self.onStart = onStart
        self.onComplete = onComplete
        self.onFailure = onFailure
    }
}

public struct Notification: Codable, Hashable, Sendable {
    public var enabled: Bool?
    public var channels: [String]?
    public var recipients: [String]?

    public init(enabled: Bool? = nil, channels: [String]? = nil, recipients: [String]? = nil) {
        self.enabled = enabled
        self.channels = channels
        self.recipients = recipients
    }
}
