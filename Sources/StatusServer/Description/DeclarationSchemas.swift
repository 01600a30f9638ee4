import CampaignModel
import ScheduleEngine

/// The schemas of what a campaign declares, as answers have it: what a file may leave out is left out, or filled in.
enum DeclarationSchemas {
    static let all: [String: JSONValue] = [
        "Schedule": schedule, "TargetAudience": audience, "MessageConfig": message, "DeliverySettings": delivery,
        "Notifications": AnswerSchemas.some([
            "onStart": notification, "onComplete": notification, "onFailure": notification,
        ]),
    ]

    private static let text = AnswerSchemas.text
    private static let flag = AnswerSchemas.flag
    private static let instant = AnswerSchemas.instant
    private static let positive = AnswerSchemas.positive
    private static let texts = AnswerSchemas.list(text)
    /// Such as `90s` or `7d`.
    private static let duration: JSONValue = ["type": "string", "pattern": "^[0-9]+[smhdw]$"]
    /// `HH:MM`, or with seconds.
    private static let timeOfDay: JSONValue = ["type": "string", "pattern": "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"]
    /// A field's name → a value, a list or comparisons.
    private static let criteria: JSONValue = ["type": "object"]

    private static let schedule = AnswerSchemas.some([
        "startDateTime": instant, "recurring": recurring, "triggers": AnswerSchemas.list(trigger),
        "catchUp": AnswerSchemas.some([
            "policy": AnswerSchemas.one(of: CatchUp.Policy.self), "window": duration, "limit": positive,
            "grace": duration,
        ]),
        "overlap": AnswerSchemas.one(of: OverlapMode.self), "spread": duration,
    ])

    private static let recurring = AnswerSchemas.some(
        [
            "pattern": AnswerSchemas.one(of: Pattern.self),
            "daysOfWeek": AnswerSchemas.list(["type": "integer", "minimum": 0, "maximum": 7]),
            "daysOfMonth": AnswerSchemas.list(["type": "integer", "minimum": -31, "maximum": 31]),
            "timeOfDay": ["anyOf": [timeOfDay, AnswerSchemas.list(timeOfDay)]], "timezone": text,
            "interval": positive,
            "frequency": AnswerSchemas.exact([
                "interval": positive, "unit": AnswerSchemas.one(of: FrequencyUnit.self),
            ]),
            "expression": text, "endDate": AnswerSchemas.nullable(instant),
            "maxOccurrences": AnswerSchemas.nullable(positive), "onGap": AnswerSchemas.one(of: GapPolicy.self),
            "onOverlap": AnswerSchemas.one(of: OverlapPolicy.self), "exclude": texts,
        ], required: ["pattern", "timezone", "endDate", "maxOccurrences"])

    private static let trigger = AnswerSchemas.some(
        [
            "type": text, "conditions": criteria,
            "delay": AnswerSchemas.exact(["value": AnswerSchemas.count, "unit": AnswerSchemas.one(of: Delay.Unit.self)]
            ),
        ], required: ["type", "conditions"])

    private static let audience = AnswerSchemas.some(
        [
            "type": AnswerSchemas.one(of: TargetAudience.Kind.self), "segmentId": text, "dynamicCriteria": criteria,
            "userIds": texts, "exclude": texts, "holdout": ["type": "number", "minimum": 0, "maximum": 100],
            "guard": AnswerSchemas.some(["maxRecipients": positive, "maxChange": ["type": "number", "minimum": 0]]),
        ], required: ["type"])

    private static let message = AnswerSchemas.some([
        "channel": text, "templateId": text,
        "personalization": AnswerSchemas.exact(
            ["enabled": flag, "fields": texts], optional: ["fields"]),
        "variations": AnswerSchemas.list(
            AnswerSchemas.some(
                ["name": text, "templateId": text, "weight": ["type": "number", "exclusiveMinimum": 0]],
                required: ["name", "templateId", "weight"])),
    ])

    private static let delivery = AnswerSchemas.some(
        [
            "priority": AnswerSchemas.one(of: Priority.self),
            "rateLimiting": AnswerSchemas.some(
                [
                    "enabled": flag, "messagesPerHour": positive, "burst": positive,
                    "rampUp": AnswerSchemas.list(positive),
                ], required: ["enabled"]),
            "frequencyCap": AnswerSchemas.exact(["messages": positive, "per": duration]),
            "quietHours": AnswerSchemas.some(
                ["enabled": flag, "start": timeOfDay, "end": timeOfDay, "timezone": text],
                required: ["enabled", "start", "end", "timezone"]),
            "retry": AnswerSchemas.some(["attempts": positive, "backoff": duration]),
            "onUncertain": AnswerSchemas.one(of: UncertainPolicy.self), "expireAfter": duration,
        ], required: ["priority"])

    private static let notification = AnswerSchemas.some(
        ["enabled": flag, "channels": texts, "recipients": texts], required: ["enabled"])
}
