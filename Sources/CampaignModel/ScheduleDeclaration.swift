import ScheduleEngine

/// The `schedule` of a campaign file.
public struct ScheduleDeclaration: Codable, Hashable, Sendable {
    /// One-time: when. Recurring: nothing before it, and what intervals count from.
    public var startDateTime: Instant?
    public var recurring: Recurring?
    public var triggers: [Trigger]?
    public var catchUp: CatchUp?
    public var overlap: OverlapMode?
    /// Every occurrence moves by a fixed offset below this.
    public var spread: TimeSpan?

    public init(
        startDateTime: Instant? = nil, recurring: Recurring? = nil, triggers: [Trigger]? = nil, catchUp: CatchUp? = nil,
        overlap: OverlapMode? = nil, spread: TimeSpan? = nil
    ) {
        self.startDateTime = startDateTime
        self.recurring = recurring
        self.triggers = triggers
        self.catchUp = catchUp
        self.overlap = overlap
        self.spread = spread
    }
}

/// `schedule.recurring`.
public struct Recurring: Codable, Hashable, Sendable {
    public var pattern: Pattern
    /// 0…6, 0 is Sunday; sorted, names and 7 already resolved.
    public var daysOfWeek: [Int]?
    /// 1…31, or -1…-31 from the month's end.
    public var daysOfMonth: [Int]?
    public var timeOfDay: TimesOfDay?
    /// IANA identifier; UTC where neither the file nor the defaults name one.
    public var timezone: String
    /// Every n-th day, week or month; 1 or more.
    public var interval: Int?
    public var frequency: Frequency?
    /// `cron` alone, and required there: what `CronExpression` reads.
    public var expression: String?
    public var endDate: Instant?
    /// Runs, not skipped occurrences; 1 or more.
    public var maxOccurrences: Int?
    public var onGap: GapPolicy?
    public var onOverlap: OverlapPolicy?
    /// Ids of the calendars whose days are left out; the days themselves are with `CampaignDeclaration.calendars`.
    public var exclude: [String]?

    public init(
        pattern: Pattern, daysOfWeek: [Int]? = nil, daysOfMonth: [Int]? = nil, timeOfDay: TimesOfDay? = nil,
        timezone: String = "UTC", interval: Int? = nil, frequency: Frequency? = nil, expression: String? = nil,
        endDate: Instant? = nil, maxOccurrences: Int? = nil, onGap: GapPolicy? = nil, onOverlap: OverlapPolicy? = nil,
        exclude: [String]? = nil
    ) {
        self.pattern = pattern
        self.daysOfWeek = daysOfWeek
        self.daysOfMonth = daysOfMonth
        self.timeOfDay = timeOfDay
        self.timezone = timezone
        self.interval = interval
        self.frequency = frequency
        self.expression = expression
        self.endDate = endDate
        self.maxOccurrences = maxOccurrences
        self.onGap = onGap
        self.onOverlap = onOverlap
        self.exclude = exclude
    }
}

public enum Pattern: String, Codable, Hashable, Sendable, CaseIterable {
    case daily, weekly, monthly, custom, cron
}

/// `schedule.recurring.frequency`.
public struct Frequency: Codable, Hashable, Sendable {
    /// 1 or more.
    public var interval: Int
    public var unit: FrequencyUnit

    public init(interval: Int, unit: FrequencyUnit) {
        self.interval = interval
        self.unit = unit
    }
}

/// `timeOfDay`: one time, or a list of them; sorted, without repetition. One is written as a string, as the reference has it.
public struct TimesOfDay: Codable, Hashable, Sendable {
    public var times: [LocalTime]

    public init(_ times: [LocalTime]) { self.times = times.count < 2 ? times : Set(times).sorted() }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let one = try? container.decode(LocalTime.self) {
            self.init([one])
        } else {
            self.init(try container.decode([LocalTime].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if times.count == 1, let only = times.first {
            try container.encode(only)
        } else {
            try container.encode(times)
        }
    }
}

/// What starts a trigger-based campaign.
public struct Trigger: Codable, Hashable, Sendable {
    /// `user_event` is the only type there is.
    public var type: String
    /// Field of an event → the value it must have; `event` is required.
    public var conditions: [String: JSONValue]
    public var delay: Delay?

    public init(type: String = "user_event", conditions: [String: JSONValue], delay: Delay? = nil) {
        self.type = type
        self.conditions = conditions
        self.delay = delay
    }
}

public struct Delay: Codable, Hashable, Sendable {
    public enum Unit: String, Codable, Hashable, Sendable, CaseIterable {
        case minutes, hours, days, weeks
    }
    /// 0 or more.
    public var value: Int
    public var unit: Unit

    public init(value: Int, unit: Unit) {
        self.value = value
        self.unit = unit
    }
}

/// What becomes of occurrences that no pass saw in time.
public struct CatchUp: Codable, Hashable, Sendable {
    public enum Policy: String, Codable, Hashable, Sendable, CaseIterable {
        case skip, latest, all
    }
    public var policy: Policy?
    /// How old an occurrence may be and still be caught up; 24 h where left out.
    public var window: TimeSpan?
    /// `all`: at most so many of the missed ones, the newest; 10 where left out.
    public var limit: Int?
    /// How late still counts as on time; 5 min where left out.
    public var grace: TimeSpan?

    public init(policy: Policy? = nil, window: TimeSpan? = nil, limit: Int? = nil, grace: TimeSpan? = nil) {
        self.policy = policy
        self.window = window
        self.limit = limit
        self.grace = grace
    }
}

/// What becomes of an occurrence that comes due while an earlier pass's run is still open.
public enum OverlapMode: String, Codable, Hashable, Sendable, CaseIterable {
    case skip, queue, replace, allow
}
