import CampaignModel

/// The JSON Schemas (draft 2020-12) of all answers, by name. Exact: what isn't named here isn't answered.
enum AnswerSchemas {
    static let all: [String: JSONValue] = [
        "CampaignsAnswer": envelope(["type": "array", "maxItems": 100, "items": reference("ListedCampaign")]),
        "CampaignAnswer": envelope(reference("Campaign")),
        "HistoryAnswer": envelope(reference("History")),
        "StatisticsAnswer": envelope(reference("Statistics")),
        "HealthAnswer": envelope(reference("Health")),
        "Error": exact([
            "success": ["const": false],
            "error": exact(["code": text, "message": text, "file": text], optional: ["file"]),
        ]),
        "ListedCampaign": exact(listed),
        "Campaign": exact(
            listed.merging([
                "messageConfig": reference("MessageConfig"), "deliverySettings": reference("DeliverySettings"),
                "notifications": reference("Notifications"),
            ]) { $1 }, optional: ["notifications"]),
        "History": history,
        "Statistics": exact([
            "totalCampaigns": count, "activeCampaigns": count, "totalRuns": count, "totalMessagesSent": count,
            "totalDelivered": count, "avgDeliveryRate": rate,
        ]),
        "Health": exact(["status": ["const": "ok"], "campaigns": count, "lastPassAt": nullable(instant)]),
    ].merging(DeclarationSchemas.all) { $1 }

    private static let listed: [String: JSONValue] = [
        "_id": text, "campaignId": text, "campaignName": nullable(text), "type": one(of: CampaignType.self),
        "schedule": reference("Schedule"), "targetAudience": reference("TargetAudience"),
        "status": one(of: CampaignStatus.self),
        "execution": exact(["nextRunAt": nullable(instant), "lastRunAt": nullable(instant), "runCount": count]),
        "statistics": exact(["totalRuns": count, "totalMessagesSent": count, "avgDeliveryRate": rate]),
    ]

    private static let history = exact([
        "campaign": exact(
            ["id": text, "name": text, "type": one(of: CampaignType.self), "status": one(of: CampaignStatus.self)],
            optional: ["name"]),
        "executions": [
            "type": "array", "maxItems": 100,
            "items": exact(
                [
                    "runAt": instant, "scheduledFor": instant, "status": one(of: ExecutionStatus.self),
                    "trigger": one(of: ExecutionTrigger.self), "messagesSent": count, "errors": count,
                    "duration": count, "reason": text, "count": ["type": "integer", "minimum": 2],
                    "variations": [
                        "type": "array",
                        "items": exact(["name": text, "audience": count, "sent": count, "failed": count]),
                    ],
                    "deliveries": exact([
                        "audience": count, "sent": count, "failed": count, "suppressed": count, "holdout": count,
                        "expired": count, "uncertain": count, "cancelled": count, "pending": count,
                    ]),
                ], optional: ["reason", "count"]),
        ],
        "jobs": [
            "type": "array", "maxItems": 100,
            "items": exact(
                [
                    "_id": text, "scheduledFor": instant, "completedAt": instant,
                    "status": ["enum": ["waiting", "active", "completed", "failed", "cancelled"]],
                ], optional: ["completedAt"]),
        ],
    ])

    // MARK: What schemas are made of

    static let text: JSONValue = ["type": "string"]
    static let flag: JSONValue = ["type": "boolean"]
    static let count: JSONValue = ["type": "integer", "minimum": 0]
    static let positive: JSONValue = ["type": "integer", "minimum": 1]
    /// Whole seconds, in UTC.
    static let instant: JSONValue = [
        "type": "string", "format": "date-time",
        "pattern": #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"#,
    ]
    /// In percent.
    static let rate: JSONValue = ["type": ["number", "null"], "minimum": 0, "maximum": 100]

    static func nullable(_ schema: JSONValue) -> JSONValue { ["anyOf": [schema, ["type": "null"]]] }

    static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    static func names<Value: RawRepresentable & CaseIterable>(_: Value.Type) -> JSONValue
    where Value.RawValue == String {
        .array(Value.allCases.map { .string($0.rawValue) })
    }

    static func one<Value: RawRepresentable & CaseIterable>(of type: Value.Type) -> JSONValue
    where Value.RawValue == String {
        ["type": "string", "enum": names(type)]
    }

    static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    /// An object with these members and no others.
    static func exact(_ members: [String: JSONValue], optional: Set<String> = []) -> JSONValue {
        [
            "type": "object", "properties": .object(members), "additionalProperties": false,
            "required": .array(members.keys.filter { !optional.contains($0) }.sorted().map { .string($0) }),
        ]
    }

    /// An object with some of these members and no others.
    static func some(_ members: [String: JSONValue], required: Set<String> = []) -> JSONValue {
        exact(members, optional: Set(members.keys).subtracting(required))
    }

    private static func envelope(_ data: JSONValue) -> JSONValue {
        exact(["success": ["const": true], "data": data])
    }
}
